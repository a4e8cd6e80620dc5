; The installer for Windows, by Inno Setup 6. After `python packaging\build.py light --to build`:
;   iscc /DEdition=light /DTitle="RBC Desk Light" /DVersion=0.1.0 /DFolder=%CD%\build\light\rbc-desk packaging\windows\installer.iss
; The folder must be absolute. A signature: add `SignTool=...` with the certificate of the publisher.
#ifndef Edition
  #error Say which edition: /DEdition=light or /DEdition=full
#endif

[Setup]
; one id for both editions: the one replaces the other, and both open the same projects
AppId={{6B6E4B0E-3E7C-4C52-9F5E-0B4A6C4D9B11}
AppName={#Title}
AppVersion={#Version}
AppPublisher=The RBC Desk developers
DefaultDirName={autopf}\RBC Desk
DefaultGroupName=RBC Desk
DisableProgramGroupPage=yes
; no administrator is needed: it installs for the person who runs it unless another is chosen
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile={#Folder}\..\work\rbc-desk.ico
UninstallDisplayIcon={app}\rbc-desk.exe
OutputDir={#Folder}\..
OutputBaseFilename=rbc-desk-{#Edition}-{#Version}-windows-x64
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; what an earlier version had and this one has not
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\RBC Desk"; Filename: "{app}\rbc-desk.exe"
Name: "{autodesktop}\RBC Desk"; Filename: "{app}\rbc-desk.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Applications\rbc-desk.exe\shell\open\command"; ValueType: string; ValueData: """{app}\rbc-desk.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\rbc-desk.exe\SupportedTypes"; ValueType: string; ValueName: ".sqlite"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Directory\shell\rbc-desk"; ValueType: string; ValueData: "Open with RBC Desk"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\rbc-desk\command"; ValueType: string; ValueData: """{app}\rbc-desk.exe"" ""%1"""

[Run]
Filename: "{app}\rbc-desk.exe"; Description: "{cm:LaunchProgram,RBC Desk}"; Flags: nowait postinstall skipifsilent
