"""The paper's protocol, whole (section 4.2): sweeps of losses, the imbalance study, cross-validation.

`plan` says what is to be compared, `cells` freezes what it is compared on, `schedule` cuts it into units (one
training each), `runner` has them done by processes or a cluster, `summary` and `report` say what came of it.
"""
