package infinibox

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// sanInventory is the part of an inventory that is about hosts.
type sanInventory struct {
	Hosts      []hostRecord      `json:"hosts,omitempty"`
	Clusters   []clusterRecord   `json:"clusters,omitempty"`
	Initiators []initiatorRecord `json:"initiators,omitempty"`
}

type hostRecord struct {
	ID             int64        `json:"id"`
	Name           string       `json:"name"`
	Type           string       `json:"host_type"`
	MinPaths       int64        `json:"min_expected_paths"`
	Optimized      bool         `json:"optimized"`
	Method         string       `json:"security_method"`
	InboundUser    string       `json:"security_chap_inbound_username,omitempty"`
	InboundSecret  string       `json:"security_chap_inbound_secret,omitempty"`
	OutboundUser   string       `json:"security_chap_outbound_username,omitempty"`
	OutboundSecret string       `json:"security_chap_outbound_secret,omitempty"`
	Ports          []portRecord `json:"ports,omitempty"`
	LUNs           []lunRecord  `json:"luns,omitempty"`
	Created        int64        `json:"created_at"`
	Updated        int64        `json:"updated_at"`
}

type portRecord struct {
	ID      int64  `json:"id"`
	Type    string `json:"type"`
	Address string `json:"address"`
}

// lunRecord is a mapping. Of those that hosts have through their clusters only
// the id matters, as everything else is the cluster's.
type lunRecord struct {
	ID        int64 `json:"id"`
	LUN       int64 `json:"lun"`
	VolumeID  int64 `json:"volume_id"`
	Clustered bool  `json:"clustered,omitempty"`
}

type clusterRecord struct {
	ID      int64       `json:"id"`
	Name    string      `json:"name"`
	Type    string      `json:"host_type"`
	Hosts   []int64     `json:"hosts,omitempty"`
	LUNs    []lunRecord `json:"luns,omitempty"`
	Created int64       `json:"created_at"`
	Updated int64       `json:"updated_at"`
}

type initiatorRecord struct {
	ID      int64  `json:"id"`
	Type    string `json:"type"`
	Address string `json:"address"`
}

// UnmarshalJSON takes the standard for what is left out.
func (r *hostRecord) UnmarshalJSON(given []byte) error {
	type plain hostRecord
	read := plain{Type: hostDefault, MinPaths: computedPaths, Optimized: true, Method: chapNone}
	if err := decodeStrictly(bytes.NewReader(given), &read); err != nil {
		return err
	}
	*r = hostRecord(read)
	return nil
}

// inventory is what there is of hosts.
func (s *san) inventory() sanInventory {
	var held sanInventory
	for _, h := range s.hosts.items {
		r := hostRecord{
			ID: h.id, Name: h.name, Type: h.hostType, MinPaths: h.minPaths, Optimized: h.optimized, Method: h.chap.method,
			InboundUser: h.chap.inbound.user, InboundSecret: h.chap.inbound.secret,
			OutboundUser: h.chap.outbound.user, OutboundSecret: h.chap.outbound.secret,
			LUNs: lunRecords(h.luns), Created: h.created, Updated: h.updated,
		}
		for _, p := range h.ports {
			r.Ports = append(r.Ports, portRecord{p.id, p.kind, p.address})
		}
		held.Hosts = append(held.Hosts, r)
	}
	for _, g := range s.clusters.items {
		r := clusterRecord{ID: g.id, Name: g.name, Type: g.hostType, LUNs: lunRecords(g.luns), Created: g.created, Updated: g.updated}
		for _, h := range g.hosts {
			r.Hosts = append(r.Hosts, h.id)
		}
		held.Clusters = append(held.Clusters, r)
	}
	for _, i := range s.logins.items {
		held.Initiators = append(held.Initiators, initiatorRecord{i.id, i.kind, i.address})
	}
	return held
}

func lunRecords(luns []*mapping) []lunRecord {
	var records []lunRecord
	for _, m := range luns {
		records = append(records, lunRecord{m.id, m.lun, m.volume.id, m.inherited()})
	}
	return records
}

// ids are all that the inventory's hosts, and what hangs on them, have.
func (held sanInventory) ids() []int64 {
	var ids []int64
	luns := func(records []lunRecord) {
		for _, r := range records {
			ids = append(ids, r.ID)
		}
	}
	for _, r := range held.Hosts {
		ids = append(ids, r.ID)
		luns(r.LUNs)
		for _, p := range r.Ports {
			ids = append(ids, p.ID)
		}
	}
	for _, r := range held.Clusters {
		ids = append(ids, r.ID)
		luns(r.LUNs)
	}
	for _, r := range held.Initiators {
		ids = append(ids, r.ID)
	}
	return ids
}

// stockSAN fills an empty array's hosts. Everything obeys the rules that calls
// do; ids that are left out of ports and mappings are given now.
func (a *Array) stockSAN(held sanInventory, now int64) error {
	seen := make(map[int64]bool)
	for _, id := range held.ids() {
		if id == 0 {
			continue
		}
		if err := a.checkID(id); err != nil || seen[id] {
			return fmt.Errorf("a host, cluster, port, mapping or initiator with the id %d: %w", id, cmp.Or(err, errors.New("the id is taken")))
		}
		seen[id] = true
	}
	for _, r := range held.Hosts {
		if err := a.stockHost(r, now); err != nil {
			return fmt.Errorf("host %d (%q): %w", r.ID, r.Name, err)
		}
	}
	inherited := make(map[int64]map[int64]int64, len(held.Hosts))
	for _, r := range held.Hosts {
		inherited[r.ID] = make(map[int64]int64)
		for _, m := range r.LUNs {
			if m.Clustered {
				inherited[r.ID][m.LUN] = m.ID
			}
		}
	}
	for _, r := range held.Clusters {
		if err := a.stockCluster(r, inherited, now); err != nil {
			return fmt.Errorf("cluster %d (%q): %w", r.ID, r.Name, err)
		}
	}
	for id, left := range inherited {
		if len(left) > 0 {
			return fmt.Errorf("host %d: it has %d mappings of a cluster that aren't the cluster's", id, len(left))
		}
	}
	for _, r := range held.Initiators {
		i := &initiator{id: a.idOr(r.ID), kind: r.Type, address: r.Address}
		if err := a.checkInitiator(i); err != nil {
			return fmt.Errorf("initiator %q: %w", r.Address, err)
		}
		a.keepLogin(i)
	}
	a.san.sortMappings()
	return nil
}

func (a *Array) checkInitiator(i *initiator) error {
	if !slices.Contains(portKinds(), i.kind) {
		return fmt.Errorf("there is no type %q", i.kind)
	}
	var err error
	if i.address, err = canonical(i.kind, i.address); err != nil {
		return err
	}
	if _, already := a.san.logins.named(i.address); already {
		return errors.New("it is logged in already")
	}
	return nil
}

// sortMappings puts mappings in the order of their ids, which is the one in
// which calls make them.
func (s *san) sortMappings() {
	for _, h := range s.hosts.items {
		slices.SortFunc(h.luns, byIdentity[*mapping])
	}
	for _, g := range s.clusters.items {
		slices.SortFunc(g.luns, byIdentity[*mapping])
	}
	for _, luns := range s.ofVolume {
		slices.SortFunc(luns, byIdentity[*mapping])
	}
}
