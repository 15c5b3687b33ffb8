"""Files on disk to an Issue: settings, headers, Markdown, dates, kinds of item, the library."""
