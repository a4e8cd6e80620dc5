"""Reports: what they say as data (`blocks`), and how it becomes a page (`html`)."""
