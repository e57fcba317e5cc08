"""From a message XML to a module that can be imported: typed, documented, with checked attributes and a session."""
