package infinibox

import "github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"

// furnish gives a new array what every array has: its settings, its hardware.
func (a *Array) furnish() {
	for _, entity := range a.world.Entities {
		switch {
		case entity.Kind == catalogue.Singleton && entity.Name != "ad_domain" && entity.Name != "system_metadata",
			entity.Name == "password_policy", entity.Name == "system_health", entity.Name == "system_security", entity.Name == "components":
			a.keep(a.newRecord(a.world.kinds[entity.Name], 1))
		}
	}
	a.buildRack()
	for i, name := range []string{smbAdministrator, smbGuest} {
		r := a.newRecord(a.world.kinds["smb_users"], int64(i+1))
		r.set("name", word(name))
		r.set("enabled", flag(name == smbAdministrator))
		a.keep(r)
	}
	root := a.newRecord(a.world.kinds["nfs_users"], 1)
	root.set("uid", number(0))
	a.keep(root)
}
