"""Where the app is served and by which names, who may sign in, and what passes to the pages."""
