"""Commands on models: train, evaluate, runs, the paper's protocol."""
