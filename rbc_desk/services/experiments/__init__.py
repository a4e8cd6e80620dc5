"""The paper's protocol (section 4.2): loss sweeps, the imbalance study, cross-validation.

`protocol_plan` says what is compared, `cells` freezes the data, `schedule` divides it into units (one training each),
`runner` has them computed by processes or a cluster, `summary` and `report` present the results.
"""
