package infinibox

import (
	"fmt"
	"sync"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox/reference"
)

// world is the catalogue with what the simulator adds to it. All arrays share
// one.
type world struct {
	*catalogue.Catalogue
	samples *reference.Reference
	kinds   map[string]*recordKind
	// addresses are the reference's methods and paths with their calls.
	addresses []*endpoint
	// broken is why the data, which is part of the program, can't be used.
	broken error
}

var loadWorld = sync.OnceValue(func() *world {
	c, err := catalogue.InfiniBox()
	if err != nil {
		return &world{Catalogue: &catalogue.Catalogue{}, samples: &reference.Reference{}, broken: fmt.Errorf("the simulator has no reference: %w", err)}
	}
	samples, err := reference.Load()
	if err != nil {
		return &world{Catalogue: c, samples: &reference.Reference{}, broken: fmt.Errorf("the simulator has no samples: %w", err)}
	}
	w := &world{Catalogue: c, samples: samples, kinds: make(map[string]*recordKind)}
	for _, entity := range c.Entities {
		w.kinds[entity.Name] = w.newKind(entity)
	}
	w.addresses = w.endpoints()
	return w
})

// entityAt is the entity with that name, or with that path of its collection.
func (w *world) entityAt(collection string) string {
	if _, ok := w.kinds[collection]; ok {
		return collection
	}
	for name, kind := range w.kinds {
		if kind.base() == collection {
			return name
		}
	}
	return collection
}
