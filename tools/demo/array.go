package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// object is one object as the array holds it.
type object map[string]any

func (o object) text(field string) string { return fmt.Sprint(o[field]) }

// serial is empty for a pool, which has none.
func (o object) serial() string {
	serial, _ := o["serial"].(string)
	return serial
}

// access is what hosts can do with a volume or snapshot.
func (o object) access() string {
	if o["write_protected"] == true {
		return "read"
	}
	return "read, write"
}

// gigabytes is a capacity; the array counts in bytes.
func (o object) gigabytes(field string) string {
	bytes, err := strconv.ParseFloat(o.text(field), 64)
	if err != nil {
		return o.text(field)
	}
	return strconv.FormatFloat(float64(int64(bytes/1e7))/100, 'f', -1, 64) + " GB"
}

// contents is what the array holds, asked of the array itself.
type contents struct{ pools, volumes, snapshots []object }

// look asks the array.
func (s *stage) look() (contents, error) {
	var c contents
	pools, ok := s.array.Device().Objects("pools")
	datasets, also := s.array.Device().Objects("volumes")
	if !ok || !also {
		return c, fmt.Errorf("the simulated %s shows no pools or no volumes", s.array.Device().Name())
	}
	for _, pool := range pools {
		c.pools = append(c.pools, pool)
	}
	for _, dataset := range datasets {
		if one := object(dataset); one.text("type") == "SNAPSHOT" {
			c.snapshots = append(c.snapshots, one)
		} else {
			c.volumes = append(c.volumes, one)
		}
	}
	return c, nil
}

// count is the number of objects.
func (c contents) count() int { return len(c.pools) + len(c.volumes) + len(c.snapshots) }

// volume finds the volume that has a text in a field, such as its id or name.
func (c contents) volume(field, text string) (object, bool) {
	i := slices.IndexFunc(c.volumes, func(volume object) bool { return volume.text(field) == text })
	if i < 0 {
		return nil, false
	}
	return c.volumes[i], true
}

// table lists the objects for a person.
func (c contents) table() string {
	rows := []string{"KIND\tID\tNAME\tSIZE\tIN\tHOSTS CAN\tSERIAL"}
	row := func(kind string, o object, size, in, access string) {
		rows = append(rows, strings.Join([]string{
			kind, o.text("id"), o.text("name"), o.gigabytes(size), in, access, o.serial(),
		}, "\t"))
	}
	for _, pool := range c.pools {
		row("pool", pool, "physical_capacity", "", "")
	}
	for _, volume := range c.volumes {
		row("volume", volume, "size", "pool "+volume.text("pool_id"), volume.access())
	}
	for _, snapshot := range c.snapshots {
		row("snapshot", snapshot, "size", "volume "+snapshot.text("parent_id"), snapshot.access())
	}
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 3, ' ', 0)
	// A strings.Builder takes everything.
	_, _ = fmt.Fprintln(w, strings.Join(rows, "\n"))
	_ = w.Flush()
	return text.String()
}

// fingerprint is everything that the array holds, for comparing.
func (c contents) fingerprint() (string, error) {
	text, err := json.Marshal([][]object{c.pools, c.volumes, c.snapshots})
	return string(text), err
}

// writes lists the requests that could have changed the array since the log
// was cleared.
func (s *stage) writes() []device.Request {
	return s.array.Requests(device.Match{Method: "POST|PUT|DELETE"})
}
