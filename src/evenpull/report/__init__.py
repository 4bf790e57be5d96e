"""An assessment becomes what people read: report, letter, calendar, cards, JSON, the demo's text."""
