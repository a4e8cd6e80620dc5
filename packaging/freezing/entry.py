"""What the frozen program runs first: the command `rbc-desk`."""

from rbc_desk.cli.main import run

if __name__ == "__main__":
    run()
