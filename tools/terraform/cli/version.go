package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// askTimeout bounds one `terraform version`; it answers in a tenth of a second
// unless the machine is starved or the program isn't Terraform.
const askTimeout = time.Minute

// Version is a release of Terraform.
type Version struct {
	Major, Minor, Patch int
	// Prerelease is what follows the hyphen, "" for a final release.
	Prerelease string
}

// ParseVersion reads "1.16.1", "v1.14.0-rc2" or "1.15" (patch 0). Build
// metadata after a plus sign is ignored.
func ParseVersion(text string) (Version, error) {
	malformed := fmt.Errorf("%q is not a Terraform version", text)
	core, _, _ := strings.Cut(strings.TrimPrefix(text, "v"), "+")
	core, prerelease, hyphen := strings.Cut(core, "-")
	if hyphen && prerelease == "" {
		return Version{}, malformed
	}
	parts := strings.Split(core, ".")
	if len(parts) < 2 || len(parts) > 3 {
		return Version{}, malformed
	}
	var numbers [3]int
	for i, part := range parts {
		number, err := strconv.ParseUint(part, 10, 31)
		if err != nil {
			return Version{}, malformed
		}
		numbers[i] = int(number)
	}
	return Version{numbers[0], numbers[1], numbers[2], prerelease}, nil
}

// String is the version as Terraform prints it.
func (v Version) String() string {
	text := fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch)
	if v.Prerelease != "" {
		text += "-" + v.Prerelease
	}
	return text
}

// AtLeast reports whether v is the given release or a later one. A prerelease
// comes before its release: 1.14.0-rc2 isn't 1.14.0 yet.
func (v Version) AtLeast(least Version) bool {
	order := cmp.Or(
		cmp.Compare(v.Major, least.Major),
		cmp.Compare(v.Minor, least.Minor),
		cmp.Compare(v.Patch, least.Patch),
	)
	if order != 0 {
		return order > 0
	}
	return v.Prerelease == "" || v.Prerelease == least.Prerelease
}

// VersionOf asks a Terraform CLI for its version, under a configuration of
// ours and without its check for updates.
func VersionOf(ctx context.Context, path string) (Version, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	ask := exec.CommandContext(ctx, path, "version", "-json")
	ask.Env = Environment(os.Environ(), os.DevNull)
	// A wrapper script may leave a child holding the pipe; don't wait for it.
	ask.WaitDelay = time.Second
	var stderr bytes.Buffer
	ask.Stderr = &stderr
	output, err := ask.Output()
	if err != nil {
		said := strings.TrimSpace(stderr.String())
		if said == "" {
			return Version{}, fmt.Errorf("asking %s for its version: %w", path, err)
		}
		return Version{}, fmt.Errorf("asking %s for its version: %w: %s", path, err, said)
	}
	var answer struct {
		Version string `json:"terraform_version"`
	}
	if err := json.Unmarshal(output, &answer); err != nil {
		return Version{}, fmt.Errorf("asking %s for its version: %w", path, err)
	}
	if answer.Version == "" {
		return Version{}, fmt.Errorf("asking %s for its version: %w", path, errors.New("the answer names none"))
	}
	return ParseVersion(answer.Version)
}
