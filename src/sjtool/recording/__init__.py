"""What must hold before anything is written: drafts are checked whole, and held to the rules of judging and rating."""
