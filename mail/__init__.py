"""Letters in and out: IMAP, MIME to Letter, quoted text, composing, SMTP. Knows no cases."""
