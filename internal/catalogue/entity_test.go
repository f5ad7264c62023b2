package catalogue_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

func entity(t *testing.T, name string) *catalogue.Entity {
	t.Helper()
	e, ok := infiniBox(t).Entity(name)
	if !ok {
		t.Fatalf("no entity %q", name)
	}
	return e
}

func TestUnknownEntity(t *testing.T) {
	t.Parallel()
	if e, ok := infiniBox(t).Entity("volume"); ok {
		t.Errorf("found %v", e)
	}
}

func TestEveryEndpointIsItsEntitys(t *testing.T) {
	t.Parallel()
	c := infiniBox(t)
	endpoints := 0
	for _, e := range c.Entities {
		endpoints += len(e.Endpoints)
		for operation, call := range map[catalogue.Operation]*catalogue.Endpoint{
			catalogue.Create: e.Create, catalogue.Read: e.Read, catalogue.List: e.List,
			catalogue.Update: e.Update, catalogue.Delete: e.Delete,
		} {
			listed := slices.ContainsFunc(e.Endpoints, func(o *catalogue.Endpoint) bool { return o.Operation == operation })
			if listed != (call != nil) {
				t.Errorf("%s: %s is %v, but it has such calls: %t", e.Name, operation, call, listed)
			}
			if call != nil && (call.Operation != operation || call.Entity != e.Name) {
				t.Errorf("%s: %s is %s, a %s of %s", e.Name, operation, call, call.Operation, call.Entity)
			}
		}
		for _, call := range e.Asynchronous {
			if call.Entity != e.Name || call.Method == "GET" {
				t.Errorf("%s: asynchronous %s of %s", e.Name, call, call.Entity)
			}
		}
	}
	if endpoints != len(c.Endpoints) {
		t.Errorf("entities have %d endpoints of %d", endpoints, len(c.Endpoints))
	}
}

func TestFieldsAreSortedAndTyped(t *testing.T) {
	t.Parallel()
	types := []string{"", "string", "integer", "number", "boolean", "object", "array",
		"array<string>", "array<integer>", "array<boolean>", "array<object>"}
	var read func(at string, fields []catalogue.ReadField)
	read = func(at string, fields []catalogue.ReadField) {
		for i, f := range fields {
			if !slices.Contains(types, f.Type) || i > 0 && fields[i-1].Name >= f.Name {
				t.Errorf("%s.%s: type %q, after %q", at, f.Name, f.Type, fields[max(i-1, 0)].Name)
			}
			if len(f.Fields) > 0 && !strings.HasSuffix(strings.Trim(f.Type, ">"), "object") {
				t.Errorf("%s.%s has fields, but is a %q", at, f.Name, f.Type)
			}
			read(at+"."+f.Name, f.Fields)
		}
	}
	for _, e := range infiniBox(t).Entities {
		read(e.Name, e.ReadFields)
		for _, fields := range [][]catalogue.WriteField{e.CreateFields, e.UpdateFields} {
			for i, f := range fields {
				if !slices.Contains(types, f.Type) || i > 0 && fields[i-1].Name >= f.Name {
					t.Errorf("%s.%s: type %q, after %q", e.Name, f.Name, f.Type, fields[max(i-1, 0)].Name)
				}
			}
		}
	}
}

func TestEveryReadFieldIsFoundByItsName(t *testing.T) {
	t.Parallel()
	for _, e := range infiniBox(t).Entities {
		for _, f := range e.ReadFields {
			if got, ok := e.Readable(f.Name); !ok || got.Name != f.Name {
				t.Errorf("%s has %s, but finds %q", e.Name, f.Name, got.Name)
			}
			for _, inner := range f.Fields {
				if got, ok := e.Readable(f.Name + "." + inner.Name); !ok || got.Name != inner.Name {
					t.Errorf("%s has %s.%s, but finds %q", e.Name, f.Name, inner.Name, got.Name)
				}
			}
		}
	}
}

func TestFactsOfVolumes(t *testing.T) {
	t.Parallel()
	volumes := entity(t, "volumes")
	if volumes.Kind != catalogue.Collection || volumes.UpdateMode != catalogue.OneFieldPerCall || !slices.Equal(volumes.NaturalKey, []string{"name"}) {
		t.Errorf("kind %q, update %q, key %v", volumes.Kind, volumes.UpdateMode, volumes.NaturalKey)
	}
	if volumes.Delete.String() != "DELETE volumes/{id}" {
		t.Errorf("deleted by %s", volumes.Delete)
	}
	if size, ok := volumes.Creatable("size"); !ok || size.Type != "integer" || !slices.Contains(size.Evidence, "sample") {
		t.Errorf("size: %+v, %t", size, ok)
	}
	if name, ok := volumes.Updatable("name"); !ok || name.Rules.MaxLength == nil || *name.Rules.MaxLength != 65 || !name.Rules.RestrictedCharacters {
		t.Errorf("name: %+v, %t", name, ok)
	}
	if _, ok := volumes.Updatable("pool_id"); ok {
		t.Error("an update takes pool_id")
	}
	if _, ok := volumes.Readable("no_such_field"); ok {
		t.Error("a read shows no_such_field")
	}
}

func TestSecretsAreWriteOnly(t *testing.T) {
	t.Parallel()
	hosts := entity(t, "hosts")
	for _, name := range []string{"security_chap_inbound_secret", "security_chap_outbound_secret"} {
		if secret, ok := hosts.Creatable(name); !ok || !secret.WriteOnly {
			t.Errorf("%s: %+v, %t", name, secret, ok)
		}
		if _, ok := hosts.Readable(name); ok {
			t.Errorf("a read shows %s", name)
		}
	}
}

func TestRequirements(t *testing.T) {
	t.Parallel()
	ports := entity(t, "host_ports")
	if address, ok := ports.Creatable("address"); !ok || !address.Required() || address.MayBeRequired() {
		t.Errorf("address: %+v, %t", address, ok)
	}
	if kind, ok := ports.Creatable("type"); !ok || kind.Required() || !kind.MayBeRequired() {
		t.Errorf("type: %+v, %t", kind, ok)
	}
	if optimized, ok := entity(t, "hosts").Creatable("optimized"); !ok || optimized.Required() || optimized.MayBeRequired() {
		t.Errorf("optimized: %+v, %t", optimized, ok)
	}
}
