package reference_test

import (
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox/reference"
)

func TestDataIsOfTheCatalogue(t *testing.T) {
	t.Parallel()
	c, err := catalogue.InfiniBox()
	if err != nil {
		t.Fatal(err)
	}
	r, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	for code, message := range r.Messages {
		if c.Errors[code] == 0 || message == "" {
			t.Errorf("%s: %q", code, message)
		}
	}
	addresses := map[string]*catalogue.Endpoint{}
	for _, e := range c.Endpoints {
		if addresses[e.String()] == nil || e.Dangerous {
			addresses[e.String()] = e
		}
		if e.Dangerous && r.Approval[e.String()] == "" {
			t.Errorf("%s has no reason for its approval", e)
		}
	}
	for at := range r.Approval {
		if e := addresses[at]; e == nil || !e.Dangerous {
			t.Errorf("%s isn't dangerous", at)
		}
	}
	for at := range r.Answers {
		if addresses[at] == nil {
			t.Errorf("%s isn't documented", at)
		}
	}
	for _, codes := range []map[string]string{r.NotFound, r.Conflict} {
		for name, code := range codes {
			if _, ok := c.Entity(name); !ok || c.Errors[code] < 400 {
				t.Errorf("%s of %s", code, name)
			}
		}
	}
	for name, fields := range r.Defaults {
		entity, ok := c.Entity(name)
		if !ok {
			t.Errorf("no entity %q", name)
			continue
		}
		for field := range fields {
			if _, ok := entity.Readable(field); !ok {
				t.Errorf("%s has no field %q", name, field)
			}
		}
	}
}
