"""The ledger: the only folder that knows SQL. Importing `claims.store.ledger` loads SQLAlchemy (0.4 s)."""
