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
        <name>ClassMappingDialog</name>
        <message numerus="yes">
            <source>%n class name(s) of this data set are not known in the project. Choose the class of each, or leave its cells unlabelled.</source>
            <translation>
                <numerusform>%n class name of this data set is not known in the project. Choose the class of each, or leave its cells unlabelled.</numerusform>
                <numerusform>%n class names of this data set are not known in the project. Choose the class of each, or leave its cells unlabelled.</numerusform>
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
        <name>MergeClassesDialog</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation>
                <numerusform>%n cell</numerusform>
                <numerusform>%n cells</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n label(s) get another class.</source>
            <translation>
                <numerusform>%n label gets another class.</numerusform>
                <numerusform>%n labels get another class.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ModelClassesDialog</name>
        <message numerus="yes">
            <source>%n class(es) of this model are not in the project.</source>
            <translation>
                <numerusform>%n class of this model is not in the project.</numerusform>
                <numerusform>%n classes of this model are not in the project.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProjectPage</name>
        <message numerus="yes">
            <source>%n cell(s) could not be written:</source>
            <translation>
                <numerusform>%n cell could not be written:</numerusform>
                <numerusform>%n cells could not be written:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) written to {folder}.</source>
            <translation>
                <numerusform>%n cell written to {folder}.</numerusform>
                <numerusform>%n cells written to {folder}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message numerus="yes">
            <source>%n step(s)</source>
            <translation>
                <numerusform>%n step</numerusform>
                <numerusform>%n steps</numerusform>
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
            <source>%n cell(s) came in,</source>
            <translation>
                <numerusform>%n cell came in,</numerusform>
                <numerusform>%n cells came in,</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them labelled.</source>
            <translation>
                <numerusform>%n of them labelled.</numerusform>
                <numerusform>%n of them labelled.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) came in.</source>
            <translation>
                <numerusform>%n smear came in.</numerusform>
                <numerusform>%n smears came in.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) were there already.</source>
            <translation>
                <numerusform>%n smear was there already.</numerusform>
                <numerusform>%n smears were there already.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) could not be used.</source>
            <translation>
                <numerusform>%n thing could not be used.</numerusform>
                <numerusform>%n things could not be used.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) could not be used; the rest is in.</source>
            <translation>
                <numerusform>%n thing could not be used; the rest is in.</numerusform>
                <numerusform>%n things could not be used; the rest is in.</numerusform>
            </translation>
        </message>
    </context>
</TS>
