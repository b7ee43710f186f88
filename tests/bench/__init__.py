"""What `claims` costs, beside what one would write instead: `make bench`. Nothing here is a test."""
