package symkloud

import "strconv"

// nodeProgress is how far the upgrade of one node is. Its fields are the
// simulator's: the reference shows none.
type nodeProgress struct {
	Node     number `json:"node"`
	NodeType string `json:"nodeType"`
	Progress int    `json:"progress"`
	State    string `json:"state"`
}

// showUpgrade tells how far the upgrade is; before the first, what the sample
// shows.
func (s *Stack) showUpgrade(c *call) (any, error) {
	u := &c.platform.Upgrade
	type status struct {
		NodeType      string         `json:"nodeType"`
		InProgress    string         `json:"inProgress"`
		CurrentNode   string         `json:"currentNode"`
		AllStatus     []nodeProgress `json:"allStatus"`
		TotalProgress int            `json:"totalProgress"`
		State         string         `json:"state"`
		Current       any            `json:"currentStatus"`
	}
	view := status{InProgress: one(u.running()), AllStatus: []nodeProgress{}, State: upgradeCompleted, Current: struct{}{}}
	for i, number := range u.Nodes {
		node := nodeProgress{Node: number, NodeType: "Node", State: "Waiting"}
		if number >= firstHub {
			node.NodeType = "HubNode"
		}
		switch {
		case i < u.Done:
			node.Progress, node.State = 100, upgradeCompleted
		case i == u.Done && u.running():
			node.Progress, node.State = s.progress(c), upgradeRunning
			view.NodeType, view.CurrentNode, view.Current = node.NodeType, strconv.Itoa(int(number)), node
		case i == u.Done && u.Failed:
			node.State = upgradeFailed
		}
		view.AllStatus = append(view.AllStatus, node)
		view.TotalProgress += node.Progress
	}
	if len(u.Nodes) > 0 {
		view.TotalProgress /= len(u.Nodes)
	}
	switch {
	case u.running():
		view.State = upgradeRunning
	case u.Failed:
		view.State = upgradeFailed
	}
	return view, nil
}

// progress of the node under way, in percent; it isn't 100 before it's done.
func (s *Stack) progress(c *call) int {
	left := c.platform.Upgrade.Due.Sub(c.now)
	if s.options.Upgrade <= 0 {
		return 0
	}
	return max(0, min(99, 100-int(100*left/s.options.Upgrade)))
}
