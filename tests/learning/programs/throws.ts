throw new Error('the learning has thrown');
