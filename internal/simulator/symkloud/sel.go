package symkloud

import "time"

func (s *Stack) logFailedLogin(now time.Time, name string) {}
func (s *Stack) settle(now time.Time)                      {}
