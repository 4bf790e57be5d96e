"""The catalogue as static pages and as review sheets for clinicians: no script, no outside address."""
