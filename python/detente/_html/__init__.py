"""Articles and corpora as HTML for Jupyter.

Inline styles only, no script and no outside resource; everything that comes from an article is escaped. Colours are
translucent and text keeps the page's colour, so that light and dark pages both work. What colour or a resting pointer
tells is also told in words.
"""
