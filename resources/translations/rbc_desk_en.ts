<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>CellBox</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n cell</numerusform>
                <numerusform>%n cells</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DetectPreview</name>
        <message numerus="yes">
            <source>%n cell(s) in the project</source>
            <translation>
                <numerusform>%n cell in the project</numerusform>
                <numerusform>%n cells in the project</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) would be found</source>
            <translation>
                <numerusform>%n cell would be found</numerusform>
                <numerusform>%n cells would be found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) would be found here</source>
            <translation>
                <numerusform>%n cell would be found here</numerusform>
                <numerusform>%n cells would be found here</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of yours stay</source>
            <translation>
                <numerusform>%n of yours stay</numerusform>
                <numerusform>%n of yours stay</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GalleryBar</name>
        <message numerus="yes">
            <source>Confirm %n in sight</source>
            <translation>
                <numerusform>Confirm %n in sight</numerusform>
                <numerusform>Confirm %n in sight</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GalleryView</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n cell</numerusform>
                <numerusform>%n cells</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LabelPanel</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n cell</numerusform>
                <numerusform>%n cells</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rejected</source>
            <translation>
                <numerusform>%n rejected</numerusform>
                <numerusform>%n rejected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n without a class</source>
            <translation>
                <numerusform>%n without a class</numerusform>
                <numerusform>%n without a class</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProjectPage</name>
        <message numerus="yes">
            <source>%n cell(s) written to {folder}.</source>
            <translation>
                <numerusform>%n cell written to {folder}.</numerusform>
                <numerusform>%n cells written to {folder}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReviewEmpty</name>
        <message numerus="yes">
            <source>%n cell(s) reviewed: that was all</source>
            <translation>
                <numerusform>%n cell reviewed: that was all</numerusform>
                <numerusform>%n cells reviewed: that was all</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SmearsPage</name>
        <message numerus="yes">
            <source>Find cells on %n smear(s)</source>
            <translation>
                <numerusform>Find cells on %n smear</numerusform>
                <numerusform>Find cells on %n smears</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TroubleList</name>
        <message numerus="yes">
            <source>%n thing(s) could not be used; the rest is in.</source>
            <translation>
                <numerusform>%n thing could not be used; the rest is in.</numerusform>
                <numerusform>%n things could not be used; the rest is in.</numerusform>
            </translation>
        </message>
    </context>
</TS>
