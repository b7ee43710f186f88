"""Where steps are done: in this process, or on the machines of a cluster. The only folder that knows Ray."""
