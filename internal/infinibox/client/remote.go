package client

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/transport"
)

// withRemote adds the credentials of the peer array that the array asks for.
// They never go out unasked.
func (c *Client) withRemote(ctx context.Context, request transport.Request, refusal *api.Error) (transport.Request, error) {
	peer, err := c.peer(ctx, refusal)
	if err != nil {
		return request, err
	}
	request.Header = request.Header.Clone()
	request.Header.Set("X-Remote-Authorization", basic(c.options.Remote[peer]))
	return request, nil
}

// peer is the configured peer array that a refusal is about: the only one, the
// one that it names, or the only one that this array has a link to.
func (c *Client) peer(ctx context.Context, refusal *api.Error) (string, error) {
	configured := slices.Sorted(maps.Keys(c.options.Remote))
	switch len(configured) {
	case 0:
		return "", undecided(refusal, "no credentials of a peer array are configured in the attribute remote")
	case 1:
		return configured[0], nil
	}
	named := slices.DeleteFunc(slices.Clone(configured), func(name string) bool {
		return !names(name, append([]string{refusal.Message}, refusal.Reasons...))
	})
	if len(named) == 1 {
		return named[0], nil
	}
	linked, err := c.linkedSystems(ctx)
	if err != nil {
		return "", fmt.Errorf("finding out which peer array to ask for permission: %w", err)
	}
	matching := slices.DeleteFunc(slices.Clone(configured), func(name string) bool {
		return !slices.ContainsFunc(linked, func(system string) bool { return strings.EqualFold(system, name) })
	})
	switch len(matching) {
	case 1:
		return matching[0], nil
	case 0:
		return "", undecided(refusal, fmt.Sprintf(
			"the attribute remote has credentials for %s, but this array's links lead to %s: use the names of the linked systems as keys",
			strings.Join(configured, ", "), orNone(linked)))
	}
	return "", undecided(refusal, fmt.Sprintf(
		"the attribute remote has credentials for %s, all of them linked, and the array doesn't say which it means: configure a provider alias with only that peer",
		strings.Join(matching, ", ")))
}

// names reports whether a text mentions a system as a word of its own.
func names(system string, texts []string) bool {
	for _, text := range texts {
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(` '"(),;:[]`, r) }) {
			if strings.EqualFold(strings.TrimSuffix(word, "."), system) {
				return true
			}
		}
	}
	return false
}

// linkedSystems are the names of the arrays that this one has links to
// ("Link").
func (c *Client) linkedSystems(ctx context.Context) ([]string, error) {
	var systems []string
	for link, err := range c.List(ctx, "links", api.Query{Fields: []string{"remote_system_name"}}) {
		if err != nil {
			return nil, err
		}
		if name, ok := link["remote_system_name"].(string); ok && !slices.Contains(systems, name) {
			systems = append(systems, name)
		}
	}
	return systems, nil
}

// undecided is the refusal with what a person can do about it.
func undecided(refusal *api.Error, remedy string) error {
	explained := *refusal
	explained.Reasons = append(slices.Clone(refusal.Reasons), remedy)
	return &explained
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "no other system"
	}
	return strings.Join(names, ", ")
}
