package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// shown is the demo's last line.
const shown = "Shown: plan and apply, an empty second plan, a drift found and mended, an unapproved destroy refused at plan time, an approved destroy; nothing is left on the array, nothing is left running."

// The exit codes of Terraform; changed is that of plan -detailed-exitcode.
const (
	done = iota
	failed
	changed
)

// show plays the steps in their order.
func (s *stage) show(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		s.create, s.planAgain, s.drift, s.mend, s.refuse, s.destroy,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// create applies the example to the empty array.
func (s *stage) create(ctx context.Context) error {
	s.heading("Make what %s/main.tf describes: a pool, three volumes in it, a snapshot of one", example)
	applied, err := s.terraform(ctx, done, outcome, "apply", "-auto-approve")
	if err != nil {
		return err
	}
	there, err := s.look()
	if err != nil {
		return err
	}
	s.list(there)
	return there.madeBy(applied)
}

// list shows what the array has, which is what counts.
func (s *stage) list(there contents) {
	s.say("What the array itself has now:\n\n%s", there.table())
	s.out.gap()
}

// madeBy checks that the array has what was described, and that Terraform says
// the same of it.
func (c contents) madeBy(applied result) error {
	if len(c.pools) != 1 || len(c.volumes) != 3 || len(c.snapshots) != 1 {
		return applied.mismatch("the array has %d pools, %d volumes and %d snapshots, and 1, 3 and 1 were to be expected",
			len(c.pools), len(c.volumes), len(c.snapshots))
	}
	for _, volume := range c.volumes {
		if volume.text("pool_id") != c.pools[0].text("id") {
			return applied.mismatch("volume %s isn't in the pool", volume.text("name"))
		}
		if output := fmt.Sprintf("%q = %q", volume.text("name"), volume.text("serial")); !strings.Contains(applied.output, output) {
			return applied.mismatch("the array has a volume %s, which isn't among the outputs", output)
		}
	}
	if _, ok := c.volume("id", c.snapshots[0].text("parent_id")); !ok {
		return applied.mismatch("the snapshot is none of a volume")
	}
	return nil
}

// planAgain plans what has just been applied.
func (s *stage) planAgain(ctx context.Context) error {
	s.heading("Plan again: nothing to do")
	_, err := s.terraform(ctx, done, changes, "plan", "-detailed-exitcode")
	return err
}

// The volumes that somebody changes, by their names in the example.
const (
	renamed, strange = "web01", "web01-old"
	protected        = "db01-log"
)

// drift changes two volumes as another administrator would, and plans.
func (s *stage) drift(ctx context.Context) error {
	s.heading("Somebody renames a volume and write-protects another: the plan finds both")
	if err := errors.Join(
		s.change(renamed, map[string]any{"name": strange}),
		s.change(protected, map[string]any{"write_protected": true}),
	); err != nil {
		return err
	}
	s.say("On the array, past Terraform: %s is called %s now, and %s is write-protected.", renamed, strange, protected)
	s.out.gap()
	planned, err := s.terraform(ctx, changed, changes, "plan", "-detailed-exitcode")
	if err != nil {
		return err
	}
	for _, line := range []string{
		fmt.Sprintf(`~ name\s+= "%s" -> "%s"`, strange, renamed),
		`~ write_protected\s+= true -> false`,
		`Plan: 0 to add, 2 to change, 0 to destroy\.`,
	} {
		if !regexp.MustCompile(line).MatchString(planned.output) {
			return planned.mismatch("the plan has no line like %s", line)
		}
	}
	return nil
}

// change changes a volume on the array.
func (s *stage) change(name string, fields map[string]any) error {
	there, err := s.look()
	if err != nil {
		return err
	}
	volume, ok := there.volume("name", name)
	if !ok {
		return fmt.Errorf("the array has no volume %s", name)
	}
	if _, err := s.array.Device().Put("volumes", volume.text("id"), fields); err != nil {
		return fmt.Errorf("changing volume %s on the array: %w", name, err)
	}
	return nil
}

// mend applies again and looks on the array whether that helped.
func (s *stage) mend(ctx context.Context) error {
	s.heading("Apply: the array is as described again")
	applied, err := s.terraform(ctx, done, outcome, "apply", "-auto-approve")
	if err != nil {
		return err
	}
	there, err := s.look()
	if err != nil {
		return err
	}
	s.list(there)
	if _, ok := there.volume("name", renamed); !ok {
		return applied.mismatch("the array still has no volume %s", renamed)
	}
	if volume, ok := there.volume("name", protected); !ok || volume["write_protected"] != false {
		return applied.mismatch("volume %s is still write-protected on the array", protected)
	}
	if err := there.madeBy(applied); err != nil {
		return err
	}
	_, err = s.terraform(ctx, done, changes, "plan", "-detailed-exitcode")
	return err
}

// refuse tries to destroy everything without approval.
func (s *stage) refuse(ctx context.Context) error {
	s.heading("Destroy without approval: refused at plan time, before anything is touched")
	before, err := s.look()
	if err != nil {
		return err
	}
	s.array.ClearRequests()
	refused, err := s.terraform(ctx, failed, outcome, "destroy", "-auto-approve")
	if err != nil {
		return err
	}
	if sent := s.writes(); len(sent) > 0 {
		return refused.mismatch("the array got %s %s", sent[0].Method, sent[0].Path)
	}
	after, err := s.look()
	if err != nil {
		return err
	}
	was, err := before.fingerprint()
	if err != nil {
		return err
	}
	is, err := after.fingerprint()
	if err != nil {
		return err
	}
	if was != is {
		return refused.mismatch("the array has changed: it had\n%s\nand has\n%s", before.table(), after.table())
	}
	unwrapped := strings.Join(strings.Fields(refused.output), " ")
	for _, words := range []string{
		"Error: Approval Required To Delete InfiniBox pool \"demo\"",
		"without the pool its administrators may have nowhere to create datasets",
		"INFINIBOX_APPROVED=true",
	} {
		if !strings.Contains(unwrapped, words) {
			return refused.mismatch("the refusal doesn't say %q", words)
		}
	}
	s.say("The array got no request that changes anything, and still has all %d objects.", after.count())
	return nil
}

// destroy destroys everything with approval.
func (s *stage) destroy(ctx context.Context) error {
	s.heading("Destroy with approval")
	destroyed, err := s.terraformWith(ctx, "INFINIBOX_APPROVED=true", done, outcome, "destroy", "-auto-approve")
	if err != nil {
		return err
	}
	left, err := s.look()
	if err != nil {
		return err
	}
	if left.count() > 0 {
		return destroyed.mismatch("the array still has\n%s", left.table())
	}
	s.say("The array has no pool, volume or snapshot any more.")
	return nil
}
