"""`python -m rbc_desk` is the command `rbc-desk`."""

from rbc_desk.cli.main import run

if __name__ == "__main__":
    run()
