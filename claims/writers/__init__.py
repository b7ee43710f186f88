"""The formats of a report: views -> text. What is shown is prepared as plain rows, then laid out."""
