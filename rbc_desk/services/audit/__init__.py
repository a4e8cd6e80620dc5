"""The change log as evidence: verification, receipts, timelines."""
