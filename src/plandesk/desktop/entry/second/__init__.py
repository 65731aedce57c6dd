"""复录核对: the figures typed a second time with the first hidden, differences settled by one key."""
