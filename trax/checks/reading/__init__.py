"""Reading the facts of a text: sessions, claims about their days, lists and numbers of States."""
