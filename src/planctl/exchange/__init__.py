"""Documents, sheets and e-mails that come and go: imports and returns in Word, Excel and CSV."""
