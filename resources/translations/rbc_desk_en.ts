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
            <source>%n class name(s) of this data set do not exist in the project. Choose a class for each, or leave its cells unlabelled.</source>
            <translation>
                <numerusform>%n class name of this data set does not exist in the project. Choose a class for it, or leave its cells unlabelled.</numerusform>
                <numerusform>%n class names of this data set do not exist in the project. Choose a class for each, or leave its cells unlabelled.</numerusform>
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
            <source>%n reviewed cell(s) are kept</source>
            <translation>
                <numerusform>%n reviewed cell is kept</numerusform>
                <numerusform>%n reviewed cells are kept</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DomainLine</name>
        <message numerus="yes">
            <source>Label %n cell(s) and adapt</source>
            <translation>
                <numerusform>Label %n cell and adapt</numerusform>
                <numerusform>Label %n cells and adapt</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GalleryBar</name>
        <message numerus="yes">
            <source>Confirm %n visible</source>
            <translation>
                <numerusform>Confirm %n visible</numerusform>
                <numerusform>Confirm %n visible</numerusform>
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
            <source>%n unlabelled</source>
            <translation>
                <numerusform>%n unlabelled</numerusform>
                <numerusform>%n unlabelled</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LearningSection</name>
        <message numerus="yes">
            <source>%n label(s)</source>
            <translation>
                <numerusform>%n label</numerusform>
                <numerusform>%n labels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Learning from %n label(s)</source>
            <translation>
                <numerusform>Learning from %n label</numerusform>
                <numerusform>Learning from %n labels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>on %n smear(s)</source>
            <translation>
                <numerusform>on %n smear</numerusform>
                <numerusform>on %n smears</numerusform>
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
            <source>%n label(s) will change.</source>
            <translation>
                <numerusform>%n label will change.</numerusform>
                <numerusform>%n labels will change.</numerusform>
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
        <name>ObjectCounts</name>
        <message numerus="yes">
            <source>%n smear(s)</source>
            <translation>
                <numerusform>%n smear</numerusform>
                <numerusform>%n smears</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProblemList</name>
        <message numerus="yes">
            <source>%n cell(s) added,</source>
            <translation>
                <numerusform>%n cell added,</numerusform>
                <numerusform>%n cells added,</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) could not be added.</source>
            <translation>
                <numerusform>%n item could not be added.</numerusform>
                <numerusform>%n items could not be added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) could not be added; the rest was.</source>
            <translation>
                <numerusform>%n item could not be added; the rest was.</numerusform>
                <numerusform>%n items could not be added; the rest was.</numerusform>
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
            <source>%n other object(s) added.</source>
            <translation>
                <numerusform>%n other object added.</numerusform>
                <numerusform>%n other objects added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) added.</source>
            <translation>
                <numerusform>%n smear added.</numerusform>
                <numerusform>%n smears added.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) were already in the project.</source>
            <translation>
                <numerusform>%n smear was already in the project.</numerusform>
                <numerusform>%n smears were already in the project.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProcessDialog</name>
        <message numerus="yes">
            <source>Process %n specimen(s)</source>
            <translation>
                <numerusform>Process %n specimen</numerusform>
                <numerusform>Process %n specimens</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The cells of %n image(s) are found and classified, and a report on each specimen is written. The cells remain proposals until a person reviews them.</source>
            <translation>
                <numerusform>The cells of %n image are found and classified, and a report on each specimen is written. The cells remain proposals until a person reviews them.</numerusform>
                <numerusform>The cells of %n images are found and classified, and a report on each specimen is written. The cells remain proposals until a person reviews them.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Processing</name>
        <message numerus="yes">
            <source>%n failed; the summary says why.</source>
            <translation>
                <numerusform>%n failed; the summary says why.</numerusform>
                <numerusform>%n failed; the summary says why.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n report(s) written.</source>
            <translation>
                <numerusform>%n report written.</numerusform>
                <numerusform>%n reports written.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smear(s) done.</source>
            <translation>
                <numerusform>%n smear done.</numerusform>
                <numerusform>%n smears done.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProjectPage</name>
        <message numerus="yes">
            <source>%n cell(s) could not be exported:</source>
            <translation>
                <numerusform>%n cell could not be exported:</numerusform>
                <numerusform>%n cells could not be exported:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) exported to {folder}.</source>
            <translation>
                <numerusform>%n cell exported to {folder}.</numerusform>
                <numerusform>%n cells exported to {folder}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other object(s) exported.</source>
            <translation>
                <numerusform>%n other object exported.</numerusform>
                <numerusform>%n other objects exported.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n predicted cell(s) exported.</source>
            <translation>
                <numerusform>%n predicted cell exported.</numerusform>
                <numerusform>%n predicted cells exported.</numerusform>
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
            <source>All done: %n cell(s) reviewed</source>
            <translation>
                <numerusform>All done: %n cell reviewed</numerusform>
                <numerusform>All done: %n cells reviewed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SecretGate</name>
        <message numerus="yes">
            <source>You can try again in %n second(s).</source>
            <translation>
                <numerusform>You can try again in %n second.</numerusform>
                <numerusform>You can try again in %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SlideDialog</name>
        <message numerus="yes">
            <source>%n region(s) of this slide are in the project.</source>
            <translation>
                <numerusform>%n region of this slide is in the project.</numerusform>
                <numerusform>%n regions of this slide are in the project.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Add %n smear(s)</source>
            <translation>
                <numerusform>Add %n smear</numerusform>
                <numerusform>Add %n smears</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{size} (%n smears)</source>
            <translation>
                <numerusform>{size} (%n smears)</numerusform>
                <numerusform>{size} (%n smears)</numerusform>
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
        <name>Status</name>
        <message numerus="yes">
            <source>%n platelet(s)</source>
            <translation>
                <numerusform>%n platelet</numerusform>
                <numerusform>%n platelets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n white cell(s)</source>
            <translation>
                <numerusform>%n white cell</numerusform>
                <numerusform>%n white cells</numerusform>
            </translation>
        </message>
    </context>
</TS>
