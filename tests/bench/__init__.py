"""What `claims` costs, beside what one would write instead: `make bench`. No tests, and never timed in one."""
