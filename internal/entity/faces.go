package entity

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Entity is a declared entity with its faces, ready to be registered. Which
// faces there are depends on the kind of declaration.
type Entity interface {
	// Name is the declared name: "infinibox_volume".
	Name() string
	// Resources makes the managed resource, if there is one.
	Resources() []func() resource.Resource
	// DataSources makes the data sources.
	DataSources() []func() datasource.DataSource
	// ListResources makes the list resource, if there is one.
	ListResources() []func() list.ListResource
	// Short is the short way of the managed resource; nil when there is none.
	Short() Short
	// Facts tells what the entity declares.
	Facts() Facts
}

var (
	_ Entity = &declared{}
	_ Entity = &inquiry{}
)

// Resources makes the managed resource; what can only be looked at has none.
func (d *declared) Resources() []func() resource.Resource {
	switch {
	case d.looked:
		return nil
	case d.blind:
		return []func() resource.Resource{
			func() resource.Resource { return &blindSetting{setting{managed{connected{declared: d}}}} },
		}
	case d.taken:
		return []func() resource.Resource{
			func() resource.Resource { return &setting{managed{connected{declared: d}}} },
		}
	}
	return []func() resource.Resource{
		func() resource.Resource { return &managed{connected: connected{declared: d}} },
	}
}

// DataSources makes the data sources for one and for many; a singleton and what
// can't be listed have just the one, what the device only lists just the other,
// and what it never shows none.
func (d *declared) DataSources() []func() datasource.DataSource {
	switch {
	case d.blind:
		return nil
	case d.singleton:
		return []func() datasource.DataSource{
			func() datasource.DataSource { return &shownSetting{connected{declared: d}} },
		}
	}
	all := []func() datasource.DataSource{
		func() datasource.DataSource { return &one{connected: connected{declared: d}} },
		func() datasource.DataSource { return &many{connected: connected{declared: d}} },
	}
	switch {
	case d.unlisted:
		return all[:1]
	case len(d.arguments) > 0:
		return []func() datasource.DataSource{
			func() datasource.DataSource { return &manyOf{many{connected: connected{declared: d}}} },
		}
	case d.onlyMany:
		return all[1:]
	}
	return all
}

// ListResources makes the list resource. What isn't managed or can't be listed
// has none, and neither has a singleton.
func (d *declared) ListResources() []func() list.ListResource {
	if d.singleton || d.looked || d.unlisted {
		return nil
	}
	return []func() list.ListResource{
		func() list.ListResource { return &listing{connected: connected{declared: d}} },
	}
}
