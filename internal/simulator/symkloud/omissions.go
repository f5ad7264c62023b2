package symkloud

// Omissions lists what this simulated stack doesn't do, a line each.
func (s *Stack) Omissions() []string {
	return []string{
		"Traffic, consoles and operating systems don't exist: addresses, port modes and switch speeds are kept and nothing goes through them.",
	}
}
