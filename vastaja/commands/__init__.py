"""The commands of the operator, a module a group. What is heavy is imported where it is used, so that each starts fast."""
