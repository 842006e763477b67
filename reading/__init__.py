"""What a letter tells: suggestions with reasons. A person may always overrule."""
