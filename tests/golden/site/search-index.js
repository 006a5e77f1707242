const plan = [
["action-1.1.html", "1.1 PLACEMENT STABILITY", "QA", "No update", "\u2013", " 1 and approved began campaign carers choice corporate early end ended fewer improve in may parenting placement placements qa stability strategy that the two were"],
["action-3.2.html", "3.2 PLACEMENT STABILITY", "Permanence", "Red", "\u25b2", " 2 3 and approved began campaign carers choice corporate early end ended fewer improve in may parenting permanence placement placements stability strategy that the two were"],
["action-3.10.html", "3.10 p/3.10.yaml", "", "Cannot be read", "!", " 10 3 p yaml"],
];
