package symkloud

import (
	"encoding/json"
	"fmt"
	"io"
)

// inventory is everything a stack holds, as Export writes it. Tokens and uploads
// under way aren't part of it.
type inventory struct {
	Product string `json:"product"`
	Serials uint64 `json:"serials"`
	state
}

// Export writes everything the stack holds as JSON, passwords included.
func (s *Stack) Export(w io.Writer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(s.clock.Now())
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(inventory{s.Name(), s.serials, s.state}); err != nil {
		return fmt.Errorf("writing the stack's inventory: %w", err)
	}
	return nil
}

// Import replaces everything by what Export wrote. Tokens end.
func (s *Stack) Import(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading the stack's inventory: %w", err)
	}
	var given inventory
	if err := strictly(text, &given); err != nil {
		return err
	}
	if given.Product != s.Name() {
		return fmt.Errorf("this is an inventory of %q, not of a symkloud", given.Product)
	}
	if err := given.check(s.role); err != nil {
		return fmt.Errorf("this inventory can't be: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state, s.serials = given.state, given.Serials
	s.tokens = map[string]token{}
	return nil
}
