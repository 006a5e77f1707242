const plan = [
["action-1.1.html", "1.1 PLACEMENT STABILITY", "QA", "No update", "\u2013", " 1 placement stability qa improve and choice corporate parenting strategy fewer placements end early that ended the campaign began in may two carers were approved 1.1"],
["action-3.2.html", "3.2 PLACEMENT STABILITY", "Permanence", "Red", "\u25b2", " 3 2 placement stability permanence improve and choice corporate parenting strategy fewer placements end early that ended the campaign began in may two carers were approved 3.2"],
["action-3.10.html", "3.10 p/3.10.yaml", "", "Cannot be read", "!", " 3 10 p yaml 3.10"],
];
