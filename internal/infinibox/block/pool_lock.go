package block

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// poolLock is the lock on a pool: it exists while the pool is locked
// ("Lock a Pool" and "Unlock Pool" in the reference).
type poolLock struct {
	PoolID   types.Int64    `tfsdk:"pool_id" api:"id,fixed"`
	Approved types.Bool     `tfsdk:"approved"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// lockedPool is what the data sources show of the pool itself.
type lockedPool struct {
	Name  types.String `tfsdk:"name"  api:"name"`
	State types.String `tfsdk:"state" api:"state"`
}

// PoolLock is a pool in state LOCKED. The array can't filter pools by state.
var PoolLock = entity.Collection[poolLock, lockedPool]{
	Name: "infinibox_pool_lock",
	Description: "The lock on an InfiniBox pool. While it exists nothing in the pool can be changed and nothing new be created in it.\n\n" +
		"Creating it locks the pool, which is dangerous and needs approval; destroying it unlocks the pool. " +
		"Let it depend on everything in the pool that the same configuration manages, so that it comes last and goes first.",
	Path:       "pools",
	Keys:       []string{"pool_id"},
	NaturalKey: "name",
	Only: entity.Only{Field: "state", Value: "LOCKED", Unfiltered: true,
		Elsewhere: "The pool isn't locked."},
	CreateBy: "pools/{pool_id}/lock",
	DeleteBy: "pools/{pool_id}/unlock",
	Refusals: entity.Refusals{
		"POOL_NOT_FOUND": about("pool_id", "Give the id of a pool that exists and that the account may see."),
	},
	Dangers: []entity.Danger{
		{On: entity.Creating, Reason: "a locked pool allows no change to its datasets and no new ones"},
	},
	Attributes: map[string]schema.Attribute{
		"pool_id": schema.Int64Attribute{Required: true, Validators: anID(),
			MarkdownDescription: "The id of the pool to lock. Another pool replaces the lock."},
		"approved": entity.Approved(),
		"timeouts": entity.Timeouts(),
	},
	Figures: map[string]string{
		"name":  "Name of the pool.",
		"state": "`LOCKED`.",
	},
}
