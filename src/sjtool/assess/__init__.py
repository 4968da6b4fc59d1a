"""What a case comes to: what stands, what differs, what is missing. Pure views; nothing here judges or writes."""
